-- Files that were uploaded to sessions: all but their bytes, which lie under place. A file may be given to one message of
-- its uploader. check_at says when the sweep has to decide whether it stays (null: it stays); each change raises version,
-- so that whoever decides upon an older one changes nothing.
create table files (
    file_id           blob    not null primary key,
    session_id        blob    not null,
    uploader_id       text    not null,
    place             text    not null,
    name              text    not null,
    content_type      text    not null,
    size              integer not null,
    width             integer,
    height            integer,
    seconds           real,
    thumbnail_type    text,
    created_at        integer not null,
    client_message_id text check (length(client_message_id) <= 64),
    check_at          integer,
    removed           integer not null,
    version           integer not null
) without rowid;
create index files_of_session on files (session_id);
create index files_of_uploader on files (uploader_id);
create index files_to_check on files (check_at) where check_at is not null;
