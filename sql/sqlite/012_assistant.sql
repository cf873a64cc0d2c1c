-- Texts that show what somebody wants of the assistant. Intents: 1 answer, 2 order, 3 payment, 4 complaint, 5 ticket, 6 person, 7 small talk.
create table intent_examples (
    example_id blob    not null primary key,
    updated_at integer not null,
    intent     integer not null,
    language   text    not null,
    content    text    not null
) without rowid;

-- How customers sounded: -100 (worst) to 100 (best) for each message that shows a mood; one without a row shows none.
create table moods (
    session_id blob    not null,
    seq        integer not null,
    created_at integer not null,
    score      integer not null,
    primary key (session_id, seq)
) without rowid;
create index moods_in_order on moods (created_at, session_id, seq);
