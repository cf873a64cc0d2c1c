-- Knowledge: articles with their versions, the index over them, and what was asked and not answered.

-- Articles as they stand. number is their place in the index; edition says by which rules the index has cut them, 0 not yet.
create table articles (
    article_id  uuid        not null primary key,
    number      bigint  not null,
    version     integer not null,
    kind        smallint not null,
    status      smallint not null,
    language    text    not null,
    category    text    not null,
    title       text    not null,
    body        text    not null,
    tags        text    not null,
    author_id   text collate "C" not null,
    author_name text    not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    edition     smallint not null
);
create unique index articles_number on articles (number);
create index articles_in_order on articles (updated_at, article_id);
create index articles_titled on articles (title, language);
create index articles_in_category on articles (category, updated_at, article_id);

-- Each version that was written, the standing one too.
create table article_versions (
    article_id  uuid    not null,
    version     integer not null,
    kind        smallint not null,
    status      smallint not null,
    language    text    not null,
    category    text    not null,
    title       text    not null,
    body        text    not null,
    tags        text    not null,
    author_id   text collate "C" not null,
    author_name text    not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    primary key (article_id, version)
);

-- What ranking reads of an article: its terms, which the program cuts, in the order in which they stand.
create table article_index (
    number      bigint  not null primary key,
    shelf       text collate "C" not null,
    title_terms text    not null,
    tag_terms   text    not null,
    body_terms  text    not null,
    length      integer not null,
    tokens      text[] collate "C" not null
);
-- Which articles hold a token. Changes come into the index soon: what waits is read through by every search (in KiB).
create index article_index_tokens on article_index using gin (tokens) with (gin_pending_list_limit = 256);
-- Without statistics every token counts as rare, so that the planner always asks the index, and never reads all rows.
alter table article_index alter column tokens set statistics 0;

-- How many articles hold a token.
create table article_frequencies (
    token    text collate "C" not null primary key,
    articles integer not null
);

-- The last number; and of each shelf how many articles it has and how long they are together.
create table article_counters (
    name  text collate "C" not null primary key,
    value bigint  not null
);

insert into articles (article_id, number, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at, edition)
select faq_id, row_number() over (order by updated_at, faq_id), 1, 1, 2, language, '', question, answer, tags, '', '', updated_at, updated_at, 0 from faqs;
insert into article_versions (article_id, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at)
select article_id, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at from articles;
insert into article_counters (name, value) select 'number', count(*) from articles;
drop table faqs;

-- Questions without an answer. What was asked stands in the sessions' logs alone; the key says which askings ask the same.
create table unanswered (
    question_id    uuid not null primary key,
    question_key   text collate "C" not null,
    state          smallint not null,
    languages      text    not null,
    times          integer not null,
    first_asked_at timestamptz not null,
    last_asked_at  timestamptz not null,
    article_id     uuid
);
create unique index unanswered_key on unanswered (question_key);
create index unanswered_in_order on unanswered (state, last_asked_at);

create table unanswered_askings (
    question_id uuid not null,
    session_id  uuid not null,
    seq         bigint  not null,
    asked_at    timestamptz not null,
    primary key (question_id, session_id, seq)
);
