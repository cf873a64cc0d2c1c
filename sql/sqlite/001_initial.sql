-- Ids are 16-byte blobs in the order in which they are written (big-endian); times are microseconds since 1970 in UTC.

-- Sessions. One row each: the projection of the session's log, written in the transaction that writes the log.
-- Each message changes last_seq and updated_at; neither is indexed.
create table sessions (
    session_id         blob    not null primary key,
    created_at         integer not null,
    updated_at         integer not null,
    waiting_since      integer,
    last_seq           integer not null,
    last_note_seq      integer not null,
    control_epoch      integer not null,
    kind               integer not null,
    status             integer not null,
    control            integer not null,
    urgency            integer not null,
    title              text    not null,
    creator_id         text    not null,
    desk_id            text,
    assignee_id        text,
    assignee_name      text,
    previous_agent_id  text,
    requested_agent_id text,
    waiting_reason     text,
    direct_key         text
) without rowid;
create unique index sessions_direct_key on sessions (direct_key) where direct_key is not null;
-- Status 2 waits, 3 is assigned.
create index sessions_at_desk on sessions (desk_id) where status in (2, 3);

-- Who is in a session, with the cursor from which unread counts are computed.
create table session_members (
    session_id blob    not null references sessions,
    user_id    text    not null,
    name       text    not null,
    role       integer not null,
    read_seq   integer not null,
    primary key (session_id, user_id)
) without rowid;
create index session_members_of_user on session_members (user_id);

-- The shared log. The primary key is the fence: a second owner of a session cannot write.
-- A recalled entry keeps its row; its content is gone (null) for good. What few entries have stands in detail.
create table entries (
    session_id        blob    not null,
    seq               integer not null,
    message_id        blob    not null,
    created_at        integer not null,
    type              integer not null,
    sender_id         text    not null,
    sender_name       text    not null,
    content           text,
    client_message_id text check (length(client_message_id) <= 64),
    detail            text,
    primary key (session_id, seq)
) without rowid;
-- A client's message is stored once for the session's life.
create unique index entries_client_id on entries (session_id, sender_id, client_message_id) where client_message_id is not null;

-- The private log of the staff, numbered by itself.
create table notes (
    session_id        blob    not null,
    seq               integer not null,
    message_id        blob    not null,
    created_at        integer not null,
    type              integer not null,
    sender_id         text    not null,
    sender_name       text    not null,
    content           text,
    client_message_id text check (length(client_message_id) <= 64),
    detail            text,
    primary key (session_id, seq)
) without rowid;
create unique index notes_client_id on notes (session_id, sender_id, client_message_id) where client_message_id is not null;

create table users (
    user_id    text    not null primary key,
    name       text    not null,
    role       integer not null,
    created_at integer not null,
    last_seen  integer
) without rowid;

create table logins (
    user_name     text not null primary key,
    user_id       text not null unique references users,
    password_hash text not null
) without rowid;

create table sign_ins (
    sign_in_id blob    not null primary key,
    user_id    text    not null references users,
    token_hash text    not null,
    expires_at integer not null
) without rowid;
create index sign_ins_of_user on sign_ins (user_id);

create table desks (
    desk_id text not null primary key,
    name    text not null
) without rowid;

create table desk_seats (
    desk_id  text    not null references desks,
    user_id  text    not null,
    name     text    not null,
    capacity integer not null,
    primary key (desk_id, user_id)
) without rowid;
create index desk_seats_of_user on desk_seats (user_id);

create table faqs (
    faq_id     blob    not null primary key,
    updated_at integer not null,
    language   text    not null,
    question   text    not null,
    answer     text    not null,
    tags       text    not null
);

-- The engine's reminders. grain_hash says which silo rings them.
create table reminders (
    grain_id   text    not null,
    name       text    not null,
    grain_hash integer not null,
    start_at   integer not null,
    period     integer not null,
    version    text    not null,
    primary key (grain_id, name)
) without rowid;
create index reminders_of_hash on reminders (grain_hash);
