using System.Globalization;
using LiveChat.Audit;
using LiveChat.Sessions;
using Orleans.Concurrency;

namespace LiveChat.Search;

/// <summary>Asks the index, and holds what it finds against the text itself. It keeps nothing, so any silo may answer.</summary>
[StatelessWorker]
public sealed class SessionSearch(ISearchIndex index, IAuditLog audit, TimeProvider clock) : Grain, ISessionSearch
{
    // What the index gives and the text does not hold is rare; after so many pages the caller goes on by asking again.
    private const int MostPages = 5;

    /// <inheritdoc/>
    public async Task<Outcome<SearchPage>> Search(Caller caller, SearchRequest wanted)
    {
        if (caller.UserId != this.GetPrimaryKeyString()) return new Refusal(RefusalCode.Forbidden, "You can search for yourself only.");
        if (string.IsNullOrWhiteSpace(wanted.Query)) return Invalid("q, what is sought, is missing.");
        if (wanted.Query.Length > SearchRequest.LongestQuery) return new Refusal(RefusalCode.TooLong, $"q has at most {SearchRequest.LongestQuery} characters.");
        if (wanted.Limit is < 1 or > SearchRequest.MostHits) return Invalid($"limit must be from 1 to {SearchRequest.MostHits}.");
        var before = long.MaxValue;
        if (wanted.Before is { } given && !long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out before)) return Invalid("before must be what the last page answered as next.");
        if (wanted.SessionId is { } sessionId && (await GrainFactory.GetGrain<IChatSession>(sessionId).Read(caller)).Refusal is { } refusal) return refusal;

        var query = SearchQuery.Parse(wanted.Query);
        if (query.Terms.Length == 0) return new SearchPage([], null);
        try
        {
            if (caller.Role is UserRole.Admin) await audit.Append(Audited.Deed(clock, caller, AuditAction.SessionSearched, wanted.SessionId?.ToString()), CancellationToken.None);
            return await Find(query, SearchReader.Of(caller, wanted.SessionId), before, wanted.Limit);
        }
        catch (StoreUnavailableException)
        {
            return new Refusal(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");
        }
    }

    private async Task<SearchPage> Find(SearchQuery query, SearchReader reader, long before, int limit)
    {
        List<SearchHit> hits = [];
        for (var pages = 0; pages < MostPages; pages++)
        {
            var page = await index.Find(reader, query.Terms, before, limit - hits.Count, CancellationToken.None);
            foreach (var found in page.Entries)
            {
                if (HitOf(query, found) is { } hit) hits.Add(hit);
            }
            if (page.Next is not { } next) return new([.. hits], null);
            before = next;
            if (hits.Count == limit) break;
        }
        return new([.. hits], before.ToString(CultureInfo.InvariantCulture));
    }

    private static SearchHit? HitOf(SearchQuery query, FoundEntry found)
    {
        var message = found.Message;
        var text = SearchedText.Of(message);
        var folded = FoldedText.Of(text);
        if (query.Match(folded.Text) is not { } finds) return null;
        var (snippet, marks) = Snippets.Around(text, folded, finds);
        return new(message.SessionId, message.Seq, snippet, marks, message.SenderId, message.SenderName, found.Title, message.CreatedAt);
    }

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
