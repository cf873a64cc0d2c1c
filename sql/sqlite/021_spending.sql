-- How many tokens the model cost on each day, as 20261120: for each person, and for all together (the empty id).
create table model_spending (
    day     integer not null,
    user_id text    not null,
    tokens  integer not null,
    primary key (day, user_id)
) without rowid;
