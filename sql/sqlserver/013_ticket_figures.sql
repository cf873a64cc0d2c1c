-- Up to which number each ticket's record is counted in the figures, and what the counting has to remember of it.
create table ticket_marks (
    ticket_id   uniqueidentifier not null constraint ticket_marks_key primary key,
    counted_seq bigint           not null,
    tally       nvarchar(max)    not null
);
