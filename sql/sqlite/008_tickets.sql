-- Tickets. One row each: the projection of its record, written in the transaction that writes the record.
create table tickets (
    ticket_id       blob    not null primary key,
    number          integer not null,
    desk_id         text    not null references desks,
    subject         text    not null,
    description     text    not null,
    status          integer not null,
    priority        integer not null,
    -- Its place among what is open: the most pressing first, then the oldest.
    open_rank       integer not null,
    topic           text,
    customer_id     text    not null,
    customer_name   text    not null,
    contact_address text,
    assignee_id     text,
    assignee_name   text,
    opened_by       text    not null,
    session_ids     text    not null,
    -- Conversations whose log does not say yet that they belong to it.
    untold_sessions text    not null,
    due_at          integer,
    created_at      integer not null,
    updated_at      integer not null,
    resolved_at     integer,
    reopened        integer not null,
    revision        integer not null
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
    ticket_id   blob    not null references tickets,
    seq         integer not null,
    happened_at integer not null,
    by_id       text    not null,
    by_name     text    not null,
    by_role     integer not null,
    kind        integer not null,
    is_internal integer not null,
    comment_id  blob,
    content     text,
    detail      text,
    primary key (ticket_id, seq)
) without rowid;
create unique index ticket_entries_comment on ticket_entries (ticket_id, comment_id) where comment_id is not null;

-- The number given out last. One row: tickets are opened one after the other.
create table ticket_numbers (
    only_row    integer not null primary key check (only_row = 1),
    last_number integer not null
) without rowid;
insert into ticket_numbers (only_row, last_number) values (1, 1000);
