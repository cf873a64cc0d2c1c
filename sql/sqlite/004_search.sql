-- The search index. It follows the logs in the background and can be made anew at any time: empty search_cursors.

-- Up to which number the index has read each session's log; -1 once it has let go of a deleted session.
create table search_cursors (
    session_id  blob    not null primary key,
    indexed_seq integer not null
) without rowid;

-- Each message that can be found. Ids rise with the time of the message.
create table search_docs (
    doc_id     integer not null primary key,
    session_id blob    not null,
    seq        integer not null
);
create unique index search_docs_entry on search_docs (session_id, seq);

-- Its terms, which the program cuts: SQLite parts them at spaces and looks at them no further.
create virtual table search_terms using fts5 (terms, tokenize = 'ascii', detail = none, columnsize = 0);
