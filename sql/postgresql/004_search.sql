-- The search index. It follows the logs in the background and can be made anew at any time: empty search_cursors.

-- Up to which number the index has read each session's log; -1 once it has let go of a deleted session.
create table search_cursors (
    session_id  uuid   not null primary key,
    indexed_seq bigint not null
) with (fillfactor = 80);

-- Each message that can be found, with its terms, which the program cuts. Ids rise with the time of the message.
create table search_docs (
    doc_id     bigint not null primary key,
    session_id uuid   not null,
    seq        bigint not null,
    terms      text[] collate "C" not null
);
create unique index search_docs_entry on search_docs (session_id, seq);
create index search_docs_terms on search_docs using gin (terms);
