-- Figures. They follow the logs in the background and can be made anew at any time: empty figures, figure_topics and figure_marks.

-- The desk at which a session was made; desk_id goes on to others. Of sessions older than this column the desk of that day.
alter table sessions add column first_desk_id text collate "C";
update sessions set first_desk_id = desk_id where desk_id is not null;

-- Up to which number each session's log is counted, and what the counting has to remember of it.
create table figure_marks (
    session_id  uuid   not null primary key,
    counted_seq bigint not null,
    tally       text   not null
) with (fillfactor = 80);

-- Amounts by desk and agent (empty: none) and by the day in the desk's zone, as 20261120. What measures and buckets are
-- stands in the program (Measure).
create table figures (
    desk_id  text collate "C" not null,
    day      integer  not null,
    measure  smallint not null,
    agent_id text collate "C" not null,
    bucket   smallint not null,
    amount   bigint   not null,
    primary key (desk_id, day, measure, agent_id, bucket)
) with (fillfactor = 80);

-- How often answers used an article, with its title at the last time.
create table figure_topics (
    desk_id    text collate "C" not null,
    day        integer not null,
    article_id uuid    not null,
    title      text    not null,
    amount     bigint  not null,
    primary key (desk_id, day, article_id)
) with (fillfactor = 80);

-- Calls of the API by what they came to (1 done, 2 refused, 3 failed) and by the bucket of their microseconds.
create table api_times (
    day    integer  not null,
    route  text collate "C" not null,
    result smallint not null,
    bucket smallint not null,
    amount bigint   not null,
    primary key (day, route, result, bucket)
) with (fillfactor = 80);

-- The last batch of each front: sent again, it is not added again.
create table api_batches (
    front_id text collate "C" not null primary key,
    batch_id uuid        not null,
    added_at timestamptz not null
) with (fillfactor = 80);
