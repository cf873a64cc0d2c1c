-- Figures. They follow the logs in the background and can be made anew at any time: empty figures, figure_topics and figure_marks.

-- The desk at which a session was made; desk_id goes on to others. Of sessions older than this column the desk of that day.
alter table sessions add first_desk_id nvarchar(128) collate Latin1_General_100_BIN2 null;
-- Columns of the same batch are not known to it yet.
exec(N'update sessions set first_desk_id = desk_id where desk_id is not null');

-- Up to which number each session's log is counted, and what the counting has to remember of it.
create table figure_marks (
    session_id  uniqueidentifier not null constraint figure_marks_key primary key,
    counted_seq bigint           not null,
    tally       nvarchar(max)    not null
);

-- Amounts by desk and agent (empty: none) and by the day in the desk's zone, as 20261120. What measures and buckets are
-- stands in the program (Measure).
create table figures (
    desk_id  nvarchar(128) collate Latin1_General_100_BIN2 not null,
    day      int      not null,
    measure  smallint not null,
    agent_id nvarchar(128) collate Latin1_General_100_BIN2 not null,
    bucket   smallint not null,
    amount   bigint   not null,
    constraint figures_key primary key (desk_id, day, measure, agent_id, bucket)
);

-- How often answers used an article, with its title at the last time.
create table figure_topics (
    desk_id    nvarchar(128) collate Latin1_General_100_BIN2 not null,
    day        int              not null,
    article_id uniqueidentifier not null,
    title      nvarchar(max)    not null,
    amount     bigint           not null,
    constraint figure_topics_key primary key (desk_id, day, article_id)
);

-- Calls of the API by what they came to (1 done, 2 refused, 3 failed) and by the bucket of their microseconds.
create table api_times (
    day    int      not null,
    route  nvarchar(200) collate Latin1_General_100_BIN2 not null,
    result smallint not null,
    bucket smallint not null,
    amount bigint   not null,
    constraint api_times_key primary key (day, route, result, bucket)
);

-- The last batch of each front: sent again, it is not added again.
create table api_batches (
    front_id nvarchar(128) collate Latin1_General_100_BIN2 not null constraint api_batches_key primary key,
    batch_id uniqueidentifier  not null,
    added_at datetimeoffset(6) not null
);
