using LiveChat.Silo.Storage.Search;

namespace LiveChat.Silo.Storage.Sqlite;

/// <summary>Search in SQLite: an FTS5 table whose tokens are our terms, and a term for the session of each message.</summary>
internal sealed class SqliteSearchSql(Dialect dialect) : SearchSql(dialect)
{
    public override string Find =>
        "select rowid from search_terms where search_terms match @terms and rowid < @before order by rowid desc limit @count";

    public override string FindWithin => Find;

    public override string InsertTerms => "insert into search_terms (rowid, terms) values (@docId, @terms)";

    public override string Remove =>
        """
        delete from search_terms where rowid = (select doc_id from search_docs where session_id = @sessionId and seq = @seq);
        delete from search_docs where session_id = @sessionId and seq = @seq;
        """;

    public override string RemoveSession =>
        """
        delete from search_terms where rowid in (select doc_id from search_docs where session_id = @sessionId);
        delete from search_docs where session_id = @sessionId;
        """;

    // Each term is quoted, and none holds a quotation mark or a space: nothing in it is syntax.
    public override object Sought(string[] terms, Guid[] sessions, long before, int count)
    {
        var match = string.Join(" AND ", terms.Select(Quoted));
        if (sessions.Length > 0) match = $"{match} AND ({string.Join(" OR ", sessions.Select(session => Quoted(TermOf(session))))})";
        return new { terms = match, before, count };
    }

    public override object Stored(long docId, Guid sessionId, long seq, string[] terms) =>
        new { docId, sessionId, seq, terms = string.Join(' ', terms.Append(TermOf(sessionId))) };

    private static string Quoted(string term) => $"\"{term}\"";

    private static string TermOf(Guid sessionId) => $"§{sessionId:N}";
}
