using LiveChat.Silo.Storage.Search;

namespace LiveChat.Silo.Storage.PostgreSql;

/// <summary>Search in PostgreSQL: an inverted index (GIN) over the terms of each message.</summary>
internal sealed class PostgreSqlSearchSql(Dialect dialect) : SearchSql(dialect)
{
    private const int Newest = 2_000;
    private const int Later = 24;

    // What everybody says is found among the newest messages; what fewer say, among the later ones – of some dozen times the
    // time in which the newest were said – where the index of the terms meets that of the positions; only what is rare, among
    // all. So each step reads few rows, however many there are.
    // Left to itself, the planner takes several terms together to be as good as impossible, and one to be frequent enough to
    // walk back in time for it: of a query's result it knows nothing, and the sum keeps it from the index of the positions.
    public override string Find =>
        $"""
        with newest as materialized (
            select doc_id, terms from search_docs where doc_id < @before order by doc_id desc limit {Newest}),
        near as materialized (
            select doc_id from newest where terms @> @terms),
        bounds as materialized (
            select min(doc_id) - {Later} * least(max(doc_id) - min(doc_id), min(doc_id) / {Later}) as first from newest),
        later as materialized (
            select doc_id from search_docs
            where terms @> (select @terms) and doc_id between (select first from bounds) and (select min(doc_id) - 1 from newest)
                and (select count(*) from near) < @count),
        far as materialized (
            select doc_id from search_docs
            where terms @> (select @terms) and doc_id + 0 < (select first from bounds)
                and (select count(*) from near) + (select count(*) from later) < @count)
        select doc_id from (select doc_id from near union all select doc_id from later union all select doc_id from far) as found
        order by doc_id desc limit @count
        """;

    public override string FindWithin =>
        """
        with found as materialized (
            select doc_id from search_docs where terms @> @terms and session_id = any(@sessions) and doc_id + 0 < @before)
        select doc_id from found order by doc_id desc limit @count
        """;

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
