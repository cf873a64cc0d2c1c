using LiveChat.Silo.Storage.Search;

namespace LiveChat.Silo.Storage.PostgreSql;

/// <summary>Search in PostgreSQL: an inverted index (GIN) over the terms of each message.</summary>
internal sealed class PostgreSqlSearchSql(Dialect dialect) : SearchSql(dialect)
{
    public override string Find =>
        "select doc_id from search_docs where terms @> @terms and doc_id < @before order by doc_id desc limit @count";

    public override string FindWithin =>
        "select doc_id from search_docs where terms @> @terms and session_id = any(@sessions) and doc_id < @before order by doc_id desc limit @count";

    public override string Insert =>
        """
        insert into search_docs (doc_id, session_id, seq, terms)
        select @docId, @sessionId, @seq, @terms where not exists (select 1 from search_docs where doc_id = @docId)
        """;

    public override string? InsertTerms => null;

    public override string Remove => "delete from search_docs where session_id = @sessionId and seq = @seq";

    public override string RemoveSession => "delete from search_docs where session_id = @sessionId";

    public override object Sought(string[] terms, Guid[] sessions, long before, int count) => new { terms, sessions, before, count };

    public override object Stored(long docId, Guid sessionId, long seq, string[] terms) => new { docId, sessionId, seq, terms };
}
