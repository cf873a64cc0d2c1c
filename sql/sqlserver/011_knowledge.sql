-- Knowledge: articles with their versions, the index over them, and what was asked and not answered.

-- Articles as they stand. number is their place in the index; edition says by which rules the index has cut them, 0 not yet.
create table articles (
    article_id  uniqueidentifier not null constraint articles_key primary key,
    number      bigint not null,
    version     int not null,
    kind        smallint not null,
    status      smallint not null,
    language    nvarchar(16) not null,
    category    nvarchar(60) collate Latin1_General_100_BIN2 not null,
    title       nvarchar(300) collate Latin1_General_100_BIN2 not null,
    body        nvarchar(max) not null,
    tags        nvarchar(max) not null,
    author_id   nvarchar(128) collate Latin1_General_100_BIN2 not null,
    author_name nvarchar(max) not null,
    created_at  datetimeoffset(6) not null,
    updated_at  datetimeoffset(6) not null,
    edition     smallint not null
);
create unique index articles_number on articles (number);
create index articles_in_order on articles (updated_at, article_id);
create index articles_titled on articles (title, language);
create index articles_in_category on articles (category, updated_at, article_id);

-- Each version that was written, the standing one too.
create table article_versions (
    article_id uniqueidentifier not null,
    version     int not null,
    kind        smallint not null,
    status      smallint not null,
    language    nvarchar(16) not null,
    category    nvarchar(60) collate Latin1_General_100_BIN2 not null,
    title       nvarchar(300) collate Latin1_General_100_BIN2 not null,
    body        nvarchar(max) not null,
    tags        nvarchar(max) not null,
    author_id   nvarchar(128) collate Latin1_General_100_BIN2 not null,
    author_name nvarchar(max) not null,
    created_at  datetimeoffset(6) not null,
    updated_at  datetimeoffset(6) not null,
    constraint article_versions_key primary key (article_id, version)
);

-- What ranking reads of an article: its terms, which the program cuts, in the order in which they stand.
create table article_index (
    number      bigint not null constraint article_index_key primary key,
    shelf       nchar(1) collate Latin1_General_100_BIN2 not null,
    title_terms nvarchar(max) not null,
    tag_terms   nvarchar(max) not null,
    body_terms  nvarchar(max) not null,
    length      int not null
);

-- Which articles hold a token.
create table article_tokens (
    token  nvarchar(64) collate Latin1_General_100_BIN2 not null,
    number bigint not null,
    constraint article_tokens_key primary key (token, number)
);
create index article_tokens_of_article on article_tokens (number);

-- How many articles hold a token.
create table article_frequencies (
    token    nvarchar(64) collate Latin1_General_100_BIN2 not null constraint article_frequencies_key primary key,
    articles int not null
);

-- The last number; and of each shelf how many articles it has and how long they are together.
create table article_counters (
    name  nvarchar(40) collate Latin1_General_100_BIN2 not null constraint article_counters_key primary key,
    value bigint not null
);

insert into articles (article_id, number, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at, edition)
select faq_id, row_number() over (order by updated_at, faq_id), 1, 1, 2, language, N'', question, answer, tags, N'', N'', updated_at, updated_at, 0 from faqs;
insert into article_versions (article_id, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at)
select article_id, version, kind, status, language, category, title, body, tags, author_id, author_name, created_at, updated_at from articles;
insert into article_counters (name, value) select N'number', count(*) from articles;
drop table faqs;

-- Questions without an answer. What was asked stands in the sessions' logs alone; the key says which askings ask the same.
create table unanswered (
    question_id    uniqueidentifier not null constraint unanswered_id primary key,
    question_key   nvarchar(64) collate Latin1_General_100_BIN2 not null,
    state          smallint not null,
    languages      nvarchar(200) not null,
    times          int not null,
    first_asked_at datetimeoffset(6) not null,
    last_asked_at  datetimeoffset(6) not null,
    article_id     uniqueidentifier null
);
create unique index unanswered_key on unanswered (question_key);
create index unanswered_in_order on unanswered (state, last_asked_at);

create table unanswered_askings (
    question_id uniqueidentifier not null,
    session_id uniqueidentifier not null,
    seq         bigint not null,
    asked_at    datetimeoffset(6) not null,
    constraint unanswered_askings_key primary key (question_id, session_id, seq)
);
