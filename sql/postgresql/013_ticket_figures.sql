-- Up to which number each ticket's record is counted in the figures, and what the counting has to remember of it.
create table ticket_marks (
    ticket_id   uuid    not null primary key,
    counted_seq bigint  not null,
    tally       text    not null
) with (fillfactor = 80);
