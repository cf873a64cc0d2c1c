using System.Text.Json;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Search;

namespace LiveChat.Silo.Storage.SqlServer;

/// <summary>
/// Search in SQL Server: a table of terms and positions. Its own full-text search is not installed everywhere, and cuts
/// words by rules that the other databases do not share. In every build, so that the tests parse it.
/// </summary>
internal sealed class SqlServerSearchSql(Dialect dialect) : SearchSql(dialect)
{
    public override string Find { get; } = FindWhere("");

    public override string FindWithin { get; } = FindWhere(
        "and t.doc_id in (select d.doc_id from search_docs as d where d.session_id in (select cast(value as uniqueidentifier) from openjson(@sessions)))");

    public override string InsertTerms =>
        "insert into search_terms (term, doc_id) select value collate Latin1_General_100_BIN2, @docId from openjson(@terms)";

    public override string Remove =>
        """
        delete from search_terms where doc_id in (select doc_id from search_docs where session_id = @sessionId and seq = @seq);
        delete from search_docs where session_id = @sessionId and seq = @seq;
        """;

    public override string RemoveSession =>
        """
        delete from search_terms where doc_id in (select doc_id from search_docs where session_id = @sessionId);
        delete from search_docs where session_id = @sessionId;
        """;

    public override object Sought(string[] terms, Guid[] sessions, long before, int count) =>
        new { terms = Json(terms), sessions = Json([.. sessions.Select(session => session.ToString())]), termCount = terms.Length, before, count };

    public override object Stored(long docId, Guid sessionId, long seq, string[] terms) => new { docId, sessionId, seq, terms = Json(terms) };

    private static string FindWhere(string sessions) =>
        $"""
        select t.doc_id from search_terms as t
        where t.term in (select value collate Latin1_General_100_BIN2 from openjson(@terms)) and t.doc_id < @before {sessions}
        group by t.doc_id having count(*) = @termCount
        order by t.doc_id desc offset 0 rows fetch next @count rows only
        """;

    private static string Json(string[] values) => JsonSerializer.Serialize(values, StoredJson.Default.StringArray);
}
