-- Up to which number each ticket's record is counted in the figures, and what the counting has to remember of it.
create table ticket_marks (
    ticket_id   blob    not null primary key,
    counted_seq integer not null,
    tally       text    not null
) without rowid;
