-- Files that people take their conversations and data out with: all but their bytes, which lie under place. status: 1 waits,
-- 2 is being written by a front under a lease, 3 is done, 4 has failed. Each change raises version.
create table exports (
    export_id   blob    not null primary key,
    owner_id    text    not null,
    session_id  blob,
    user_id     text,
    format      integer not null,
    locale      text    not null,
    zone        text    not null,
    status      integer not null,
    written     integer not null,
    total       integer not null,
    size        integer not null,
    failure     text,
    created_at  integer not null,
    expires_at  integer not null,
    place       text,
    front_id    text,
    lease_until integer,
    attempts    integer not null,
    version     integer not null
) without rowid;
create index exports_of_owner on exports (owner_id);
create index exports_to_write on exports (created_at) where status in (1, 2);
create index exports_expiring on exports (expires_at);
