using System.Data.Common;
using Dapper;
using LiveChat.Search;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Search;

/// <summary>Asks the index for positions, newest first, and the log for the messages there that the reader may read.</summary>
internal sealed class SearchIndex(Database database) : ISearchIndex
{
    // Who is in few sessions is looked up in them; who is in more, in all, and what others said is left out.
    private const int FewSessions = 100;

    // Of a term that everybody uses the newest are looked at, so that no search takes long; the caller can go on from there.
    private const int MostPositions = 10_000;
    private const int FirstPositions = 50;

    private readonly SearchSql _sql = database.Dialect.Search;

    public Task<FoundPage> Find(SearchReader reader, string[] terms, long before, int limit, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfZero(terms.Length, nameof(terms));
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return database.Read(connection => Find(connection, reader, terms, before, limit, token), token);
    }

    private async Task<FoundPage> Find(DbConnection connection, SearchReader reader, string[] terms, long before, int limit, CancellationToken token)
    {
        if (await SessionsOf(connection, reader, token) is not { } sessions) return new([], null);
        List<FoundEntry> found = [];
        for (int looked = 0, count = FirstPositions; looked < MostPositions; looked += count, count = Math.Min(count * 2, SessionIndexSql.MostIds))
        {
            var positions = await Positions(connection, terms, sessions, before, count, token);
            foreach (var row in await Messages(connection, reader, positions, token))
            {
                found.Add(new(row.DocId, row.ToMessage(), row.Title));
                if (found.Count == limit) return new([.. found], row.DocId == positions[^1] && positions.Length < count ? null : row.DocId);
            }
            if (positions.Length < count) return new([.. found], null);
            before = positions[^1];
        }
        return new([.. found], before);
    }

    /// <summary>The sessions to look in; empty for all, null when there is none.</summary>
    private async Task<Guid[]?> SessionsOf(DbConnection connection, SearchReader reader, CancellationToken token)
    {
        if (reader.SessionId is { } one) return [one];
        if (reader.SeesAll || reader.Desks.Length > 0) return [];
        var sessions = (await connection.QueryAsync<Guid>(new CommandDefinition(
            _sql.SessionsOf, new { userId = reader.UserId, count = FewSessions + 1 }, cancellationToken: token))).ToArray();
        return sessions.Length switch
        {
            0 => null,
            <= FewSessions => sessions,
            _ => [],
        };
    }

    private async Task<long[]> Positions(DbConnection connection, string[] terms, Guid[] sessions, long before, int count, CancellationToken token) =>
        [.. await connection.QueryAsync<long>(new CommandDefinition(
            sessions.Length > 0 ? _sql.FindWithin : _sql.Find, _sql.Sought(terms, sessions, before, count), cancellationToken: token))];

    private static async Task<IEnumerable<FoundRow>> Messages(DbConnection connection, SearchReader reader, long[] positions, CancellationToken token)
    {
        if (positions.Length == 0) return [];
        var parameters = new DynamicParameters(new { userId = reader.UserId, seesAll = reader.SeesAll ? 1 : 0 });
        for (var at = 0; at < positions.Length; at++) parameters.Add($"p{at}", positions[at]);
        // No desk has an empty name.
        string[] desks = reader.Desks.Length > 0 ? reader.Desks : [""];
        for (var at = 0; at < desks.Length; at++) parameters.Add($"desk{at}", desks[at]);
        return await connection.QueryAsync<FoundRow>(new CommandDefinition(
            SearchSql.Messages(positions.Length, desks.Length), parameters, cancellationToken: token));
    }

    private sealed class FoundRow : EntryRow
    {
        public long DocId { get; init; }

        public string Title { get; init; } = "";
    }
}
