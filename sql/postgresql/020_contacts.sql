-- With whom desks (kind 2) and users (kind 3, directly) have talked, and the conversation of theirs with the latest entry. It
-- follows the logs in the background and can be made anew at any time: empty contacts and contact_marks.
create table contacts (
    kind       smallint    not null,
    owner_id   text collate "C" not null,
    user_id    text collate "C" not null,
    session_id uuid        not null,
    updated_at timestamptz not null,
    sessions   integer     not null,
    primary key (kind, owner_id, user_id)
) with (fillfactor = 80);
create index contacts_in_order on contacts (kind, owner_id, updated_at, user_id);

-- Up to which number each conversation is known there, and at which desk; -1 once it is deleted.
create table contact_marks (
    session_id uuid   not null primary key,
    read_seq   bigint not null,
    desk_id    text collate "C"
) with (fillfactor = 80);
