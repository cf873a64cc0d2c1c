-- When desks serve, what they promise, and which promises were broken.

create table desk_schedules (
    desk_id  nvarchar(128) collate Latin1_General_100_BIN2 not null constraint desk_schedules_key primary key
        constraint desk_schedules_desk references desks (desk_id),
    revision bigint        not null,
    settings nvarchar(max) not null
);

-- One row for each broken promise: whoever notices it again, after a restart, finds it here.
create table target_misses (
    session_id uniqueidentifier  not null,
    target     smallint          not null,
    since      datetimeoffset(6) not null,
    desk_id    nvarchar(128) collate Latin1_General_100_BIN2 not null,
    agent_id   nvarchar(128) collate Latin1_General_100_BIN2 null,
    due_at     datetimeoffset(6) not null,
    constraint target_misses_key primary key (session_id, target, since)
);
create index target_misses_by_time on target_misses (due_at, desk_id);
