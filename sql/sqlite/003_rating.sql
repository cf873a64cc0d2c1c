-- What the customer thinks of the service; null until it was rated.
alter table sessions add column rating_score integer;
alter table sessions add column rating_comment text;
