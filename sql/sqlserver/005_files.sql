-- Files that were uploaded to sessions: all but their bytes, which lie under place. A file may be given to one message of
-- its uploader. check_at says when the sweep has to decide whether it stays (null: it stays); each change raises version,
-- so that whoever decides upon an older one changes nothing.
create table files (
    file_id           uniqueidentifier  not null constraint files_key primary key,
    session_id        uniqueidentifier  not null,
    uploader_id       nvarchar(128) collate Latin1_General_100_BIN2 not null,
    place             nvarchar(200)     not null,
    name              nvarchar(400)     not null,
    content_type      nvarchar(200)     not null,
    size              bigint            not null,
    width             int               null,
    height            int               null,
    seconds           float             null,
    thumbnail_type    nvarchar(200)     null,
    created_at        datetimeoffset(6) not null,
    client_message_id nvarchar(64) collate Latin1_General_100_BIN2 null,
    check_at          datetimeoffset(6) null,
    removed           int               not null,
    version           bigint            not null
);
create index files_of_session on files (session_id);
create index files_of_uploader on files (uploader_id);
create index files_to_check on files (check_at) where check_at is not null;
