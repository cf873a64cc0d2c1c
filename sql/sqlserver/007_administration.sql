-- What admins change: who may sign in, who works where, how widgets look; and the trail of it all.

alter table users add disabled smallint not null constraint users_disabled default 0;
-- Rises when what a user may do changes: access tokens of an older epoch hold no more.
alter table users add epoch bigint not null constraint users_epoch default 0;
alter table users add revoked_at datetimeoffset(6) null;
-- Columns of the same batch are not known to it yet.
exec(N'create index users_revoked on users (revoked_at) where revoked_at is not null');
-- Role 0 is a visitor, who has no account.
create index users_with_accounts on users (created_at, user_id) where role > 0;

alter table desk_seats add skills nvarchar(max) not null constraint desk_seats_skills default N'[]';

create table widgets (
    desk_id  nvarchar(128) collate Latin1_General_100_BIN2 not null constraint widgets_key primary key
        constraint widgets_desk references desks (desk_id),
    settings nvarchar(max) not null
);

-- Who did what and when. Rows are only ever added.
create table audit_entries (
    audit_id    uniqueidentifier  not null constraint audit_entries_key primary key,
    happened_at datetimeoffset(6) not null,
    actor_id    nvarchar(128) collate Latin1_General_100_BIN2 not null,
    actor_name  nvarchar(max)     not null,
    action      nvarchar(80) collate Latin1_General_100_BIN2 not null,
    target      nvarchar(128) collate Latin1_General_100_BIN2 null,
    detail      nvarchar(max)     not null
);
create index audit_entries_in_order on audit_entries (happened_at, audit_id);
create index audit_entries_of_actor on audit_entries (actor_id, happened_at, audit_id);
create index audit_entries_of_target on audit_entries (target, happened_at, audit_id) where target is not null;

-- When a session was made never changes, so messages do not touch this index.
create index sessions_in_order on sessions (created_at, session_id);
