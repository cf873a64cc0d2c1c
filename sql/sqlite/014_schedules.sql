-- When desks serve, what they promise, and which promises were broken.

create table desk_schedules (
    desk_id  text    not null primary key references desks,
    revision integer not null,
    settings text    not null
) without rowid;

-- One row for each broken promise: whoever notices it again, after a restart, finds it here.
create table target_misses (
    session_id blob    not null,
    target     integer not null,
    since      integer not null,
    desk_id    text    not null,
    agent_id   text,
    due_at     integer not null,
    primary key (session_id, target, since)
) without rowid;
create index target_misses_by_time on target_misses (due_at, desk_id);
