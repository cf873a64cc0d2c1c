-- What admins change: who may sign in, who works where, how widgets look; and the trail of it all.

alter table users add column disabled integer not null default 0;
-- Rises when what a user may do changes: access tokens of an older epoch hold no more.
alter table users add column epoch integer not null default 0;
alter table users add column revoked_at integer;
create index users_revoked on users (revoked_at) where revoked_at is not null;
-- Role 0 is a visitor, who has no account.
create index users_with_accounts on users (created_at, user_id) where role > 0;

alter table desk_seats add column skills text not null default '[]';

create table widgets (
    desk_id  text not null primary key references desks,
    settings text not null
) without rowid;

-- Who did what and when. Rows are only ever added.
create table audit_entries (
    audit_id    blob    not null primary key,
    happened_at integer not null,
    actor_id    text    not null,
    actor_name  text    not null,
    action      text    not null,
    target      text,
    detail      text    not null
) without rowid;
create index audit_entries_in_order on audit_entries (happened_at, audit_id);
create index audit_entries_of_actor on audit_entries (actor_id, happened_at, audit_id);
create index audit_entries_of_target on audit_entries (target, happened_at, audit_id) where target is not null;

-- When a session was made never changes, so messages do not touch this index.
create index sessions_in_order on sessions (created_at, session_id);
