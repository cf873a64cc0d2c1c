-- How many tokens the model cost on each day, as 20261120: for each person, and for all together (the empty id).
create table model_spending (
    day     int    not null,
    user_id nvarchar(128) collate Latin1_General_100_BIN2 not null,
    tokens  bigint not null,
    constraint model_spending_key primary key (day, user_id)
);
