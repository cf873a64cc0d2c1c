-- With whom desks (kind 2) and users (kind 3, directly) have talked, and the conversation of theirs with the latest entry. It
-- follows the logs in the background and can be made anew at any time: empty contacts and contact_marks.
create table contacts (
    kind       smallint          not null,
    owner_id   nvarchar(128) collate Latin1_General_100_BIN2 not null,
    user_id    nvarchar(128) collate Latin1_General_100_BIN2 not null,
    session_id uniqueidentifier  not null,
    updated_at datetimeoffset(6) not null,
    sessions   int               not null,
    constraint contacts_key primary key (kind, owner_id, user_id)
);
create index contacts_in_order on contacts (kind, owner_id, updated_at, user_id);

-- Up to which number each conversation is known there, and at which desk; -1 once it is deleted.
create table contact_marks (
    session_id uniqueidentifier not null constraint contact_marks_key primary key,
    read_seq   bigint           not null,
    desk_id    nvarchar(128) collate Latin1_General_100_BIN2 null
);
