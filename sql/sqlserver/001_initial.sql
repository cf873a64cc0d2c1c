-- Ids that people and programs give are compared byte by byte (BIN2), as the other databases do.

-- Sessions. One row each: the projection of the session's log, written in the transaction that writes the log.
create table sessions (
    session_id         uniqueidentifier  not null constraint sessions_key primary key,
    created_at         datetimeoffset(6) not null,
    updated_at         datetimeoffset(6) not null,
    waiting_since      datetimeoffset(6) null,
    last_seq           bigint            not null,
    last_note_seq      bigint            not null,
    control_epoch      bigint            not null,
    kind               smallint          not null,
    status             smallint          not null,
    control            smallint          not null,
    urgency            smallint          not null,
    title              nvarchar(max)     not null,
    creator_id         nvarchar(128) collate Latin1_General_100_BIN2 not null,
    desk_id            nvarchar(128) collate Latin1_General_100_BIN2 null,
    assignee_id        nvarchar(128) collate Latin1_General_100_BIN2 null,
    assignee_name      nvarchar(max)     null,
    previous_agent_id  nvarchar(128) collate Latin1_General_100_BIN2 null,
    requested_agent_id nvarchar(128) collate Latin1_General_100_BIN2 null,
    waiting_reason     nvarchar(max)     null,
    direct_key         nvarchar(260) collate Latin1_General_100_BIN2 null
);
create unique index sessions_direct_key on sessions (direct_key) where direct_key is not null;
-- Status 2 waits, 3 is assigned.
create index sessions_at_desk on sessions (desk_id) where status in (2, 3);

-- Who is in a session, with the cursor from which unread counts are computed.
create table session_members (
    session_id uniqueidentifier not null constraint session_members_session references sessions (session_id),
    user_id    nvarchar(128) collate Latin1_General_100_BIN2 not null,
    name       nvarchar(max)    not null,
    role       smallint         not null,
    read_seq   bigint           not null,
    constraint session_members_key primary key (session_id, user_id)
);
create index session_members_of_user on session_members (user_id);

-- The shared log. The primary key is the fence: a second owner of a session cannot write.
-- A recalled entry keeps its row; its content is gone (null) for good. What few entries have stands in detail.
create table entries (
    session_id        uniqueidentifier  not null,
    seq               bigint            not null,
    message_id        uniqueidentifier  not null,
    created_at        datetimeoffset(6) not null,
    type              smallint          not null,
    sender_id         nvarchar(128) collate Latin1_General_100_BIN2 not null,
    sender_name       nvarchar(max)     not null,
    content           nvarchar(max)     null,
    client_message_id nvarchar(64) collate Latin1_General_100_BIN2 null,
    detail            nvarchar(max)     null,
    constraint entries_key primary key (session_id, seq)
);
-- A client's message is stored once for the session's life.
create unique index entries_client_id on entries (session_id, sender_id, client_message_id) where client_message_id is not null;

-- The private log of the staff, numbered by itself.
create table notes (
    session_id        uniqueidentifier  not null,
    seq               bigint            not null,
    message_id        uniqueidentifier  not null,
    created_at        datetimeoffset(6) not null,
    type              smallint          not null,
    sender_id         nvarchar(128) collate Latin1_General_100_BIN2 not null,
    sender_name       nvarchar(max)     not null,
    content           nvarchar(max)     null,
    client_message_id nvarchar(64) collate Latin1_General_100_BIN2 null,
    detail            nvarchar(max)     null,
    constraint notes_key primary key (session_id, seq)
);
create unique index notes_client_id on notes (session_id, sender_id, client_message_id) where client_message_id is not null;

create table users (
    user_id    nvarchar(128) collate Latin1_General_100_BIN2 not null constraint users_key primary key,
    name       nvarchar(max)     not null,
    role       smallint          not null,
    created_at datetimeoffset(6) not null,
    last_seen  datetimeoffset(6) null
);

create table logins (
    user_name     nvarchar(128) collate Latin1_General_100_BIN2 not null constraint logins_key primary key,
    user_id       nvarchar(128) collate Latin1_General_100_BIN2 not null
        constraint logins_user unique references users (user_id),
    password_hash nvarchar(max) not null
);

create table sign_ins (
    sign_in_id uniqueidentifier  not null constraint sign_ins_key primary key,
    user_id    nvarchar(128) collate Latin1_General_100_BIN2 not null constraint sign_ins_user references users (user_id),
    token_hash nvarchar(128)     not null,
    expires_at datetimeoffset(6) not null
);
create index sign_ins_of_user on sign_ins (user_id);

create table desks (
    desk_id nvarchar(128) collate Latin1_General_100_BIN2 not null constraint desks_key primary key,
    name    nvarchar(max) not null
);

create table desk_seats (
    desk_id  nvarchar(128) collate Latin1_General_100_BIN2 not null constraint desk_seats_desk references desks (desk_id),
    user_id  nvarchar(128) collate Latin1_General_100_BIN2 not null,
    name     nvarchar(max) not null,
    capacity int           not null,
    constraint desk_seats_key primary key (desk_id, user_id)
);
create index desk_seats_of_user on desk_seats (user_id);

create table faqs (
    faq_id     uniqueidentifier  not null constraint faqs_key primary key,
    updated_at datetimeoffset(6) not null,
    language   nvarchar(16)      not null,
    question   nvarchar(max)     not null,
    answer     nvarchar(max)     not null,
    tags       nvarchar(max)     not null
);

-- The engine's reminders. grain_hash says which silo rings them.
create table reminders (
    grain_id   nvarchar(320) collate Latin1_General_100_BIN2 not null,
    name       nvarchar(128) collate Latin1_General_100_BIN2 not null,
    grain_hash bigint            not null,
    start_at   datetimeoffset(6) not null,
    period     bigint            not null,
    version    nvarchar(64)      not null,
    constraint reminders_key primary key (grain_id, name)
);
create index reminders_of_hash on reminders (grain_hash);
