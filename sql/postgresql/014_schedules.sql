-- When desks serve, what they promise, and which promises were broken.

create table desk_schedules (
    desk_id  text collate "C" not null primary key references desks,
    revision bigint not null,
    settings text   not null
);

-- One row for each broken promise: whoever notices it again, after a restart, finds it here.
create table target_misses (
    session_id uuid        not null,
    target     smallint    not null,
    since      timestamptz not null,
    desk_id    text collate "C" not null,
    agent_id   text collate "C",
    due_at     timestamptz not null,
    primary key (session_id, target, since)
);
create index target_misses_by_time on target_misses (due_at, desk_id);
