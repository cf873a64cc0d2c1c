-- How far imports into the knowledge base are, for who asks after a restart. progress is JSON.
create table knowledge_imports (
    import_id  uniqueidentifier  not null constraint knowledge_imports_key primary key,
    owner_id   nvarchar(128) collate Latin1_General_100_BIN2 not null,
    updated_at datetimeoffset(6) not null,
    progress   nvarchar(max)     not null
);
