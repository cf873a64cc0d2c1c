namespace LiveChat.Silo.Storage.Reports;

/// <summary>The statements of figures.</summary>
internal sealed class FigureSql(Dialect dialect)
{
    // Every desk, and none: so each is looked up by the key, of which the desk is the first part.
    private const string OfAllDesks = "from (select desk_id from desks union all select '') d join {0} f on f.desk_id = d.desk_id and f.day between @from and @to";
    private const string OfOneDesk = "from {0} f where f.desk_id = @deskId and f.day between @from and @to";

    /// <summary>Sessions that are not counted to their end.</summary>
    public string Stale { get; } =
        $"""
        select s.session_id
        from sessions s left join figure_marks m on m.session_id = s.session_id
        where s.session_id > @after and s.last_seq > coalesce(m.counted_seq, 0)
        order by s.session_id {dialect.First("@count")}
        """;

    /// <summary>Where the count stands with some sessions; ends in a list of ids.</summary>
    public string Marks { get; } =
        """
        select s.session_id, s.kind, s.first_desk_id, s.last_seq, m.counted_seq, m.tally
        from sessions s left join figure_marks m on m.session_id = s.session_id
        where s.session_id in
        """;

    /// <summary>Begins to count a session; fails when somebody else has begun.</summary>
    public string Begin { get; } = "insert into figure_marks (session_id, counted_seq, tally) values (@id, @counted_seq, @tally)";

    /// <summary>Moves on, unless somebody else has, or has corrected what is remembered.</summary>
    public string Advance { get; } =
        "update figure_marks set counted_seq = @counted_seq, tally = @tally where session_id = @id and counted_seq = @known and tally = @known_tally";

    /// <summary>Keeps everybody else from counting a session until the transaction ends.</summary>
    public string Hold { get; } = "update figure_marks set counted_seq = counted_seq where session_id = @id";

    /// <summary>How a session is counted.</summary>
    public string Mark { get; } = "select s.kind, m.counted_seq, m.tally from figure_marks m join sessions s on s.session_id = m.session_id where m.session_id = @id";

    /// <summary>Remembers something else of what is counted.</summary>
    public string Remember { get; } = "update figure_marks set tally = @tally where session_id = @id";

    /// <summary>Tickets whose record is not counted to its end.</summary>
    public string StaleTickets { get; } =
        $"""
        select t.ticket_id
        from tickets t left join ticket_marks m on m.ticket_id = t.ticket_id
        where t.ticket_id > @after and t.revision > coalesce(m.counted_seq, 0)
        order by t.ticket_id {dialect.First("@count")}
        """;

    /// <summary>Where the count stands with one ticket.</summary>
    public string TicketMark { get; } =
        """
        select t.desk_id, t.revision, m.counted_seq, m.tally
        from tickets t left join ticket_marks m on m.ticket_id = t.ticket_id where t.ticket_id = @ticketId
        """;

    public string TicketEntries { get; } =
        $"""
        select seq, happened_at, by_id, by_name, by_role, kind, is_internal, comment_id, content, detail
        from ticket_entries where ticket_id = @ticketId and seq > @after and seq < @before order by seq {dialect.First("@count")}
        """;

    public string BeginTicket { get; } = "insert into ticket_marks (ticket_id, counted_seq, tally) values (@id, @counted_seq, @tally)";

    public string AdvanceTicket { get; } =
        "update ticket_marks set counted_seq = @counted_seq, tally = @tally where ticket_id = @id and counted_seq = @known";

    public string Add { get; } = dialect.AddUp("figures", ["desk_id", "day", "measure", "agent_id", "bucket"], "amount");

    public string AddTopic { get; } = dialect.AddUp("figure_topics", ["desk_id", "day", "article_id"], "amount", "title");

    public string DaysOfAll { get; } = Sums("f.day as day", OfAllDesks, "f.day");

    public string DaysOfOne { get; } = Sums("f.day as day", OfOneDesk, "f.day");

    public string Desks { get; } = Sums("f.desk_id as desk_id", OfAllDesks, "f.desk_id");

    public string AgentsOfAll { get; } = Agents(OfAllDesks);

    public string AgentsOfOne { get; } = Agents(OfOneDesk);

    public string TopicsOfAll { get; } = Topics(dialect, OfAllDesks);

    public string TopicsOfOne { get; } = Topics(dialect, OfOneDesk);

    public string Api { get; } =
        "select route, result, bucket, cast(sum(amount) as bigint) as amount from api_times where day between @from and @to group by route, result, bucket";

    public string AddApi { get; } = dialect.AddUp("api_times", ["day", "route", "result", "bucket"], "amount");

    /// <summary>Notes a front's batch; the rows that it changes say whether it is new.</summary>
    public string NextBatch { get; } = "update api_batches set batch_id = @batchId, added_at = @now where front_id = @frontId and batch_id <> @batchId";

    public string FirstBatch { get; } =
        "insert into api_batches (front_id, batch_id, added_at) select @frontId, @batchId, @now where not exists (select 1 from api_batches where front_id = @frontId)";

    /// <summary>Fronts that sent nothing for long are gone.</summary>
    public string ForgetFronts { get; } = "delete from api_batches where added_at < @before";

    private static string Sums(string of, string from, string group) =>
        $"select {of}, f.measure, f.bucket, cast(sum(f.amount) as bigint) as amount {Of(from, "figures")} group by {group}, f.measure, f.bucket";

    private static string Agents(string from) =>
        $"""
        select a.agent_id, coalesce(u.name, a.agent_id) as name, a.measure, a.bucket, a.amount
        from (select f.agent_id as agent_id, f.measure as measure, f.bucket as bucket, cast(sum(f.amount) as bigint) as amount {Of(from, "figures")}
            {(from == OfOneDesk ? "and" : "where")} f.agent_id <> '' group by f.agent_id, f.measure, f.bucket) a
        left join users u on u.user_id = a.agent_id
        """;

    private static string Topics(Dialect dialect, string from) =>
        $"""
        select f.article_id, max(f.title) as title, cast(sum(f.amount) as bigint) as amount {Of(from, "figure_topics")}
        group by f.article_id order by sum(f.amount) desc, f.article_id {dialect.First("@topics")}
        """;

    private static string Of(string from, string table) => from.Replace("{0}", table, StringComparison.Ordinal);
}
