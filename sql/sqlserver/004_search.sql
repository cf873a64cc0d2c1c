-- The search index. It follows the logs in the background and can be made anew at any time: empty search_cursors.

-- Up to which number the index has read each session's log; -1 once it has let go of a deleted session.
create table search_cursors (
    session_id  uniqueidentifier not null constraint search_cursors_key primary key,
    indexed_seq bigint           not null
);

-- Each message that can be found. Ids rise with the time of the message.
create table search_docs (
    doc_id     bigint           not null constraint search_docs_key primary key,
    session_id uniqueidentifier not null,
    seq        bigint           not null
);
create unique index search_docs_entry on search_docs (session_id, seq);

-- Their terms, which the program cuts.
create table search_terms (
    term   nvarchar(32) collate Latin1_General_100_BIN2 not null,
    doc_id bigint not null,
    constraint search_terms_key primary key (term, doc_id)
);
create index search_terms_of_doc on search_terms (doc_id);
