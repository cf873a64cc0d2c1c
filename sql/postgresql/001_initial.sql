-- Ids that people and programs give are compared byte by byte ("C"), as the other databases do; it is also the cheapest.

-- Sessions. One row each: the projection of the session's log, written in the transaction that writes the log.
-- Each message changes last_seq and updated_at; neither is indexed, so the row is updated in place (HOT).
create table sessions (
    session_id         uuid        not null primary key,
    created_at         timestamptz not null,
    updated_at         timestamptz not null,
    waiting_since      timestamptz,
    last_seq           bigint      not null,
    last_note_seq      bigint      not null,
    control_epoch      bigint      not null,
    kind               smallint    not null,
    status             smallint    not null,
    control            smallint    not null,
    urgency            smallint    not null,
    title              text        not null,
    creator_id         text collate "C" not null,
    desk_id            text collate "C",
    assignee_id        text collate "C",
    assignee_name      text,
    previous_agent_id  text collate "C",
    requested_agent_id text collate "C",
    waiting_reason     text,
    direct_key         text collate "C"
) with (fillfactor = 70);
create unique index sessions_direct_key on sessions (direct_key) where direct_key is not null;
-- Status 2 waits, 3 is assigned.
create index sessions_at_desk on sessions (desk_id) where status in (2, 3);

-- Who is in a session, with the cursor from which unread counts are computed.
create table session_members (
    session_id uuid     not null references sessions,
    user_id    text collate "C" not null,
    name       text     not null,
    role       smallint not null,
    read_seq   bigint   not null,
    primary key (session_id, user_id)
) with (fillfactor = 80);
create index session_members_of_user on session_members (user_id);

-- The shared log. The primary key is the fence: a second owner of a session cannot write.
-- A recalled entry keeps its row; its content is gone (null) for good. What few entries have stands in detail.
create table entries (
    session_id        uuid        not null,
    seq               bigint      not null,
    message_id        uuid        not null,
    created_at        timestamptz not null,
    type              smallint    not null,
    sender_id         text collate "C" not null,
    sender_name       text        not null,
    content           text,
    client_message_id text collate "C" check (length(client_message_id) <= 64),
    detail            json,
    primary key (session_id, seq)
);
-- A client's message is stored once for the session's life.
create unique index entries_client_id on entries (session_id, sender_id, client_message_id) where client_message_id is not null;

-- The private log of the staff, numbered by itself.
create table notes (
    session_id        uuid        not null,
    seq               bigint      not null,
    message_id        uuid        not null,
    created_at        timestamptz not null,
    type              smallint    not null,
    sender_id         text collate "C" not null,
    sender_name       text        not null,
    content           text,
    client_message_id text collate "C" check (length(client_message_id) <= 64),
    detail            json,
    primary key (session_id, seq)
);
create unique index notes_client_id on notes (session_id, sender_id, client_message_id) where client_message_id is not null;

create table users (
    user_id    text collate "C" not null primary key,
    name       text        not null,
    role       smallint    not null,
    created_at timestamptz not null,
    last_seen  timestamptz
) with (fillfactor = 80);

create table logins (
    user_name     text collate "C" not null primary key,
    user_id       text collate "C" not null unique references users,
    password_hash text not null
);

create table sign_ins (
    sign_in_id uuid        not null primary key,
    user_id    text collate "C" not null references users,
    token_hash text        not null,
    expires_at timestamptz not null
) with (fillfactor = 80);
create index sign_ins_of_user on sign_ins (user_id);

create table desks (
    desk_id text collate "C" not null primary key,
    name    text not null
);

create table desk_seats (
    desk_id  text collate "C" not null references desks,
    user_id  text collate "C" not null,
    name     text    not null,
    capacity integer not null,
    primary key (desk_id, user_id)
);
create index desk_seats_of_user on desk_seats (user_id);

create table faqs (
    faq_id     uuid        not null primary key,
    updated_at timestamptz not null,
    language   text        not null,
    question   text        not null,
    answer     text        not null,
    tags       text        not null
);

-- The engine's reminders. grain_hash says which silo rings them.
create table reminders (
    grain_id   text collate "C" not null,
    name       text        not null,
    grain_hash bigint      not null,
    start_at   timestamptz not null,
    period     bigint      not null,
    version    text        not null,
    primary key (grain_id, name)
);
create index reminders_of_hash on reminders (grain_hash);
