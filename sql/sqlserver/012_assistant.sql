-- Texts that show what somebody wants of the assistant. Intents: 1 answer, 2 order, 3 payment, 4 complaint, 5 ticket, 6 person, 7 small talk.
create table intent_examples (
    example_id uniqueidentifier  not null constraint intent_examples_key primary key,
    updated_at datetimeoffset(6) not null,
    intent     smallint          not null,
    language   nvarchar(16)      not null,
    content    nvarchar(max)     not null
);

-- How customers sounded: -100 (worst) to 100 (best) for each message that shows a mood; one without a row shows none.
create table moods (
    session_id uniqueidentifier  not null,
    seq        bigint            not null,
    created_at datetimeoffset(6) not null,
    score      smallint          not null,
    constraint moods_key primary key (session_id, seq)
);
create index moods_in_order on moods (created_at, session_id, seq);
