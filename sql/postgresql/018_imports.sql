-- How far imports into the knowledge base are, for who asks after a restart. progress is JSON.
create table knowledge_imports (
    import_id  uuid        not null primary key,
    owner_id   text collate "C" not null,
    updated_at timestamptz not null,
    progress   text        not null
);
