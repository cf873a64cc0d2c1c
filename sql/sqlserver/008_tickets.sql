-- Tickets. One row each: the projection of its record, written in the transaction that writes the record.
create table tickets (
    ticket_id       uniqueidentifier  not null constraint tickets_key primary key,
    number          bigint            not null,
    desk_id         nvarchar(128) collate Latin1_General_100_BIN2 not null constraint tickets_desk references desks (desk_id),
    subject         nvarchar(max)     not null,
    description     nvarchar(max)     not null,
    status          smallint          not null,
    priority        smallint          not null,
    -- Its place among what is open: the most pressing first, then the oldest.
    open_rank       bigint            not null,
    topic           nvarchar(max)     null,
    customer_id     nvarchar(128) collate Latin1_General_100_BIN2 not null,
    customer_name   nvarchar(max)     not null,
    contact_address nvarchar(max)     null,
    assignee_id     nvarchar(128) collate Latin1_General_100_BIN2 null,
    assignee_name   nvarchar(max)     null,
    opened_by       nvarchar(128) collate Latin1_General_100_BIN2 not null,
    session_ids     nvarchar(max)     not null,
    -- Conversations whose log does not say yet that they belong to it.
    untold_sessions nvarchar(max)     not null,
    due_at          datetimeoffset(6) null,
    created_at      datetimeoffset(6) not null,
    updated_at      datetimeoffset(6) not null,
    resolved_at     datetimeoffset(6) null,
    reopened        int               not null,
    revision        bigint            not null
);
-- Each list is read along an index of its own, from where the last page ended. 1 is pending, 2 in progress.
create unique index tickets_number on tickets (number);
create index tickets_of_status on tickets (status, number);
create index tickets_open on tickets (open_rank) where status in (1, 2);
create index tickets_of_desk on tickets (desk_id, number);
create index tickets_of_desk_and_status on tickets (desk_id, status, number);
create index tickets_open_at_desk on tickets (desk_id, open_rank) where status in (1, 2);
create index tickets_of_customer on tickets (customer_id, number);
create index tickets_of_assignee on tickets (assignee_id, number);
create index tickets_open_of_assignee on tickets (assignee_id, open_rank) where status in (1, 2);

-- Who did what to a ticket, and when. Rows are only ever added; the primary key is the fence.
create table ticket_entries (
    ticket_id       uniqueidentifier  not null constraint ticket_entries_ticket references tickets (ticket_id),
    seq             bigint            not null,
    happened_at     datetimeoffset(6) not null,
    by_id           nvarchar(128) collate Latin1_General_100_BIN2 not null,
    by_name         nvarchar(max)     not null,
    by_role         smallint          not null,
    kind            smallint          not null,
    is_internal     smallint          not null,
    comment_id      uniqueidentifier  null,
    content         nvarchar(max)     null,
    detail          nvarchar(max)     null,
    constraint ticket_entries_key primary key (ticket_id, seq)
);
create unique index ticket_entries_comment on ticket_entries (ticket_id, comment_id) where comment_id is not null;

-- The number given out last. One row: tickets are opened one after the other.
create table ticket_numbers (
    only_row        smallint          not null constraint ticket_numbers_key primary key constraint ticket_numbers_only check (only_row = 1),
    last_number     bigint            not null
);
insert into ticket_numbers (only_row, last_number) values (1, 1000);
