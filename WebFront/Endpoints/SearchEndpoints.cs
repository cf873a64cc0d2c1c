using LiveChat.Search;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Search in what was said.</summary>
internal static class SearchEndpoints
{
    private const int LongestCursor = 20;

    public static void MapSearch(this RouteGroupBuilder api) =>
        api.MapGroup("/chat").WithTags("Sessions")
            .MapGet("/search", Search).LimitJoins().WithSummary("Messages that hold all the words or parts of words in q, newest first, in the sessions that the caller may read")
            .Produces<WireSearch>().Refuses(400, 401, 404, 413, 429, 503);

    private static async Task<IResult> Search(string? q, Guid? sessionId, string? before, int? limit, HttpContext http, IGrainFactory grains)
    {
        if (string.IsNullOrWhiteSpace(q)) return Problems.From(new(RefusalCode.Invalid, "q, what is sought, is missing."));
        if (q.Length > SearchRequest.LongestQuery) return Problems.From(new(RefusalCode.TooLong, $"q has at most {SearchRequest.LongestQuery} characters."));
        if (limit is < 1 or > SearchRequest.MostHits) return Problems.From(new(RefusalCode.Invalid, $"limit is 1 to {SearchRequest.MostHits}."));
        if (Input.RefuseText(before, "before", LongestCursor) is { } refusal) return Problems.From(refusal);
        var caller = http.Caller();
        var page = await grains.GetGrain<ISessionSearch>(caller.UserId).Search(caller, new(q, sessionId, before, limit ?? SearchRequest.UsualHits));
        return Answers.Ok(page, WireSearch.From);
    }
}
