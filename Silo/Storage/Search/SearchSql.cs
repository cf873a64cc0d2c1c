namespace LiveChat.Silo.Storage.Search;

/// <summary>
/// The statements of the search index. What finds messages by their terms is each database's own kind of index; the rest
/// is the same for all.
/// </summary>
internal abstract class SearchSql(Dialect dialect)
{
    /// <summary>Positions of the newest messages with all terms, before a position: <c>@terms</c>, <c>@before</c>, <c>@count</c>.</summary>
    public abstract string Find { get; }

    /// <summary>The same within some sessions: <c>@sessions</c>.</summary>
    public abstract string FindWithin { get; }

    /// <summary>Writes a message, unless its position is taken; the rows that it changes say which.</summary>
    public virtual string Insert =>
        """
        insert into search_docs (doc_id, session_id, seq)
        select @docId, @sessionId, @seq where not exists (select 1 from search_docs where doc_id = @docId)
        """;

    /// <summary>Writes the terms of a message, where they do not stand in its own row.</summary>
    public abstract string? InsertTerms { get; }

    /// <summary>Takes a message out.</summary>
    public abstract string Remove { get; }

    /// <summary>Takes a session's messages out.</summary>
    public abstract string RemoveSession { get; }

    /// <summary>Where the index stands with some sessions; ends in a list of ids.</summary>
    public string States { get; } =
        """
        select s.session_id, s.status, s.last_seq, c.indexed_seq
        from sessions s left join search_cursors c on c.session_id = s.session_id
        where s.session_id in
        """;

    /// <summary>Sessions that the index is behind. A session that was deleted (5) is done with once its cursor is -1.</summary>
    public string Stale { get; } =
        $"""
        select s.session_id
        from sessions s left join search_cursors c on c.session_id = s.session_id
        where s.session_id > @after and (s.status <> 5 and s.last_seq > coalesce(c.indexed_seq, 0) or s.status = 5 and coalesce(c.indexed_seq, 0) <> -1)
        order by s.session_id {dialect.First("@count")}
        """;

    /// <summary>Begins to follow a session.</summary>
    public string Begin { get; } = Dialect.Insert("search_cursors", "session_id", "indexed_seq");

    /// <summary>Moves on, unless somebody else has.</summary>
    public string Advance { get; } = "update search_cursors set indexed_seq = @indexed_seq where session_id = @session_id and indexed_seq = @known";

    /// <summary>A reader's sessions, up to some.</summary>
    public string SessionsOf { get; } =
        $"""
        select m.session_id from session_members m join sessions s on s.session_id = m.session_id
        where m.user_id = @userId and s.status <> 5 order by m.session_id {dialect.First("@count")}
        """;

    /// <summary>Of some positions the messages that a reader may read, newest first.</summary>
    public static string Messages(int positions, int desks) =>
        $"""
        select d.doc_id, s.title, e.session_id, e.seq, e.message_id, e.created_at, e.type, e.sender_id, e.sender_name, e.content, e.client_message_id, e.detail
        from search_docs d
        join sessions s on s.session_id = d.session_id
        join entries e on e.session_id = d.session_id and e.seq = d.seq
        where d.doc_id in ({List("p", positions)}) and e.content is not null and s.status <> 5 and (
            @seesAll = 1
            or exists (select 1 from session_members m where m.session_id = d.session_id and m.user_id = @userId)
            or s.desk_id in ({List("desk", Math.Max(1, desks))}))
        order by d.doc_id desc
        """;

    /// <summary>How this database takes the terms that are sought, and where.</summary>
    public abstract object Sought(string[] terms, Guid[] sessions, long before, int count);

    /// <summary>How this database takes a message with its terms.</summary>
    public abstract object Stored(long docId, Guid sessionId, long seq, string[] terms);

    private static string List(string name, int count) => string.Join(", ", Enumerable.Range(0, count).Select(at => $"@{name}{at}"));
}
