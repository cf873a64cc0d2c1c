-- Tickets. One row each: the projection of its record, written in the transaction that writes the record.
create table tickets (
    ticket_id       uuid             not null primary key,
    number          bigint           not null,
    desk_id         text collate "C" not null references desks,
    subject         text             not null,
    description     text             not null,
    status          smallint         not null,
    priority        smallint         not null,
    -- Its place among what is open: the most pressing first, then the oldest.
    open_rank       bigint           not null,
    topic           text,
    customer_id     text collate "C" not null,
    customer_name   text             not null,
    contact_address text,
    assignee_id     text collate "C",
    assignee_name   text,
    opened_by       text collate "C" not null,
    session_ids     text             not null,
    -- Conversations whose log does not say yet that they belong to it.
    untold_sessions text             not null,
    due_at          timestamptz,
    created_at      timestamptz      not null,
    updated_at      timestamptz      not null,
    resolved_at     timestamptz,
    reopened        integer          not null,
    revision        bigint           not null
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
    ticket_id       uuid             not null references tickets,
    seq             bigint           not null,
    happened_at     timestamptz      not null,
    by_id           text collate "C" not null,
    by_name         text             not null,
    by_role         smallint         not null,
    kind            smallint         not null,
    is_internal     smallint         not null,
    comment_id      uuid,
    content         text,
    detail          text,
    primary key (ticket_id, seq)
);
create unique index ticket_entries_comment on ticket_entries (ticket_id, comment_id) where comment_id is not null;

-- The number given out last. One row: tickets are opened one after the other.
create table ticket_numbers (
    only_row        smallint         not null primary key check (only_row = 1),
    last_number     bigint           not null
);
insert into ticket_numbers (only_row, last_number) values (1, 1000);
