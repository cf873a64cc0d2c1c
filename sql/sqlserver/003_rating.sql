-- What the customer thinks of the service; null until it was rated.
alter table sessions add rating_score smallint null;
alter table sessions add rating_comment nvarchar(max) null;
