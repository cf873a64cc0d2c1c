-- With whom desks (kind 2) and users (kind 3, directly) have talked, and the conversation of theirs with the latest entry. It
-- follows the logs in the background and can be made anew at any time: empty contacts and contact_marks.
create table contacts (
    kind       integer not null,
    owner_id   text    not null,
    user_id    text    not null,
    session_id blob    not null,
    updated_at integer not null,
    sessions   integer not null,
    primary key (kind, owner_id, user_id)
) without rowid;
create index contacts_in_order on contacts (kind, owner_id, updated_at, user_id);

-- Up to which number each conversation is known there, and at which desk; -1 once it is deleted.
create table contact_marks (
    session_id blob    not null primary key,
    read_seq   integer not null,
    desk_id    text
) without rowid;
