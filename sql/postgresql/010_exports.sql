-- Files that people take their conversations and data out with: all but their bytes, which lie under place. status: 1 waits,
-- 2 is being written by a front under a lease, 3 is done, 4 has failed. Each change raises version.
create table exports (
    export_id   uuid        not null primary key,
    owner_id    text collate "C" not null,
    session_id  uuid,
    user_id     text collate "C",
    format      smallint    not null,
    locale      text        not null,
    zone        text        not null,
    status      smallint    not null,
    written     bigint      not null,
    total       bigint      not null,
    size        bigint      not null,
    failure     text,
    created_at  timestamptz not null,
    expires_at  timestamptz not null,
    place       text,
    front_id    text collate "C",
    lease_until timestamptz,
    attempts    integer     not null,
    version     bigint      not null
) with (fillfactor = 80);
create index exports_of_owner on exports (owner_id);
create index exports_to_write on exports (created_at) where status in (1, 2);
create index exports_expiring on exports (expires_at);
