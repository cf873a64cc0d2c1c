-- Files that people take their conversations and data out with: all but their bytes, which lie under place. status: 1 waits,
-- 2 is being written by a front under a lease, 3 is done, 4 has failed. Each change raises version.
create table exports (
    export_id   uniqueidentifier  not null constraint exports_key primary key,
    owner_id    nvarchar(128) collate Latin1_General_100_BIN2 not null,
    session_id  uniqueidentifier  null,
    user_id     nvarchar(128) collate Latin1_General_100_BIN2 null,
    format      smallint          not null,
    locale      nvarchar(16)      not null,
    zone        nvarchar(64)      not null,
    status      smallint          not null,
    written     bigint            not null,
    total       bigint            not null,
    size        bigint            not null,
    failure     nvarchar(max)     null,
    created_at  datetimeoffset(6) not null,
    expires_at  datetimeoffset(6) not null,
    place       nvarchar(200)     null,
    front_id    nvarchar(128) collate Latin1_General_100_BIN2 null,
    lease_until datetimeoffset(6) null,
    attempts    int               not null,
    version     bigint            not null
);
create index exports_of_owner on exports (owner_id);
create index exports_to_write on exports (created_at) where status in (1, 2);
create index exports_expiring on exports (expires_at);
