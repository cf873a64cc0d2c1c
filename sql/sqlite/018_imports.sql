-- How far imports into the knowledge base are, for who asks after a restart. progress is JSON.
create table knowledge_imports (
    import_id  blob    not null primary key,
    owner_id   text    not null,
    updated_at integer not null,
    progress   text    not null
) without rowid;
