-- Quick replies: an agent's own, or a desk's; a shortcut stands once for each.
create table quick_replies (
    quick_reply_id blob    not null primary key,
    updated_at     integer not null,
    desk_id        text    null references desks,
    owner_id       text    null,
    shortcut       text    not null,
    content        text    not null
);
create unique index quick_replies_of_desk on quick_replies (desk_id, shortcut) where desk_id is not null;
create unique index quick_replies_of_owner on quick_replies (owner_id, shortcut) where owner_id is not null;

-- A desk's conversations in the order of their making, those that go on (1 open, 2 waiting, 3 assigned) and those that ended.
create index sessions_going_on on sessions (desk_id, created_at, session_id) where status in (1, 2, 3);
create index sessions_ended on sessions (desk_id, created_at, session_id) where status = 4;
