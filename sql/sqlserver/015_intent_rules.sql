-- What follows of an intent, where an admin has said otherwise than the settings: the route (0 answer, 1 look up order,
-- 2 open ticket, 3 hand over, 4 apologise, 5 courtesy), from which confidence on (0 to 1).
create table intent_rules (
    intent    smallint not null constraint intent_rules_key primary key,
    route     smallint not null,
    threshold float    not null
);
