-- Figures. They follow the logs in the background and can be made anew at any time: empty figures, figure_topics and figure_marks.

-- The desk at which a session was made; desk_id goes on to others. Of sessions older than this column the desk of that day.
alter table sessions add column first_desk_id text;
update sessions set first_desk_id = desk_id;

-- Up to which number each session's log is counted, and what the counting has to remember of it.
create table figure_marks (
    session_id  blob    not null primary key,
    counted_seq integer not null,
    tally       text    not null
) without rowid;

-- Amounts by desk and agent (empty: none) and by the day in the desk's zone, as 20261120. What measures and buckets are
-- stands in the program (Measure).
create table figures (
    desk_id  text    not null,
    day      integer not null,
    measure  integer not null,
    agent_id text    not null,
    bucket   integer not null,
    amount   integer not null,
    primary key (desk_id, day, measure, agent_id, bucket)
) without rowid;

-- How often answers used an article, with its title at the last time.
create table figure_topics (
    desk_id    text    not null,
    day        integer not null,
    article_id blob    not null,
    title      text    not null,
    amount     integer not null,
    primary key (desk_id, day, article_id)
) without rowid;

-- Calls of the API by what they came to (1 done, 2 refused, 3 failed) and by the bucket of their microseconds.
create table api_times (
    day    integer not null,
    route  text    not null,
    result integer not null,
    bucket integer not null,
    amount integer not null,
    primary key (day, route, result, bucket)
) without rowid;

-- The last batch of each front: sent again, it is not added again.
create table api_batches (
    front_id text    not null primary key,
    batch_id blob    not null,
    added_at integer not null
) without rowid;
