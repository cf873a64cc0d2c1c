-- Knowledge: articles with their versions, the index over them, and what was asked and not answered.

-- Articles as they stand. number is their place in the index; edition says by which rules the index has cut them, 0 not yet.
create table articles (
    article_id  blob    not null primary key,
    number      integer not null,
    version     integer not null,
    kind        integer not null,
    status      integer not null,
    language    text    not null,
    category    text    not null,
    title       text    not null,
    body        text    not null,
    tags        text    not null,
    author_id   text    not null,
    author_name text    not null,
    created_at  integer not null,
    updated_at  integer not null,
    edition     integer not null
);
create unique index articles_number on articles (number);
create index articles_in_order on articles (updated_at, article_id);
create index articles_titled on articles (title, language);
create index articles_in_category on articles (category, updated_at, article_id);

-- Each version that was written, the standing one too.
create table article_versions (
    article_id  blob    not null,
    version     integer not null,
    kind        integer not null,
    status      integer not null,
    language    text    not null,
    category    text    not null,
    title       text    not null,
    body        text    not null,
    tags        text    not null,
    author_id   text    not null,
    author_name text    not null,
    created_at  integer not null,
    updated_at  integer not null,
    primary key (article_id, version)
) without rowid;

-- What ranking reads of an article: its terms, which the program cuts, in the order in which they stand.
create table article_index (
    number      integer not null primary key,
    shelf       text    not null,
    title_terms text    not null,
    tag_terms   text    not null,
    body_terms  text    not null,
    length      integer not null
);

-- Which articles hold a token. SQLite parts them at spaces and looks at them no further.
create virtual table article_tokens using fts5 (tokens, tokenize = 'ascii', detail = none, columnsize = 0);

-- How many articles hold a token.
create table article_frequencies (
    token    text    not null primary key,
    articles integer not null
) without rowid;

-- The last number; and of each shelf how many articles it has and how long they are together.
create table article_counters (
    name  text    not null primary key,
    value integer not null
) without rowid;

insert into articles (article_id, number, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at, edition)
select faq_id, row_number() over (order by updated_at, faq_id), 1, 1, 2, language, '', question, answer, tags, '', '', updated_at, updated_at, 0 from faqs;
insert into article_versions (article_id, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at)
select article_id, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at from articles;
insert into article_counters (name, value) select 'number', count(*) from articles;
drop table faqs;

-- Questions without an answer. What was asked stands in the sessions' logs alone; the key says which askings ask the same.
create table unanswered (
    question_id    blob    not null primary key,
    question_key   text    not null,
    state          integer not null,
    languages      text    not null,
    times          integer not null,
    first_asked_at integer not null,
    last_asked_at  integer not null,
    article_id     blob
) without rowid;
create unique index unanswered_key on unanswered (question_key);
create index unanswered_in_order on unanswered (state, last_asked_at);

create table unanswered_askings (
    question_id blob    not null,
    session_id  blob    not null,
    seq         integer not null,
    asked_at    integer not null,
    primary key (question_id, session_id, seq)
) without rowid;
