using System.Buffers;
using LiveChat.Sessions;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Transcripts;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebFront.Endpoints;

/// <summary>A session to take away.</summary>
internal static class TranscriptEndpoints
{
    private const int LongestZone = 64;

    private static readonly SearchValues<char> ZoneCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_+-");

    public static void MapTranscripts(this RouteGroupBuilder api) =>
        api.MapGroup("/chat").WithTags("Sessions")
            .MapGet("/session/{id:guid}/transcript", Download).LimitJoins().WithSummary("A session as a file: format html or txt, locale zh-Hant, zh-Hans or en, times in an IANA zone")
            .Produces<FileContentResult>(StatusCodes.Status200OK, "text/html", "text/plain").Refuses(400, 401, 404, 429, 503);

    private static async Task<IResult> Download(Guid id, string? format, string? locale, string? zone, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        format ??= Transcript.Formats[0];
        if (Array.IndexOf(Transcript.Formats, format) < 0) return Invalid("format is html or txt.");
        if (TranscriptWords.Of(locale) is not { } words) return Invalid("locale is zh-Hant, zh-Hans or en.");
        if (ZoneOf(zone) is not { } times) return Invalid("zone is the IANA name of a time zone, such as Asia/Taipei.");

        var session = grains.GetGrain<IChatSession>(id);
        var read = await session.Read(http.Caller());
        if (read.Value is not { Header: var header }) return Problems.From(read.Refusal!);
        // Read before the answer begins, while it can still be a refusal.
        var first = await session.History(http.Caller(), After(0));
        if (first.Value is not { } page) return Problems.From(first.Refusal!);
        return new Streamed(Transcript.Of(format, words, times), $"{id}.{format}", header, page, session, clock.GetUtcNow());
    }

    /// <summary>The zone of an IANA name, UTC for none; null where there is none of that name.</summary>
    public static TimeZoneInfo? ZoneOf(string? id) =>
        string.IsNullOrEmpty(id) ? TimeZoneInfo.Utc
        // The name becomes one of a file.
        : id.Length <= LongestZone && !id.AsSpan().ContainsAnyExcept(ZoneCharacters) && id[0] != '/' && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId ? zone
        : null;

    private static HistoryRange After(long seq) => new(seq, null, HistoryRange.MostEntries);

    private static IResult Invalid(string reason) => Problems.From(new(RefusalCode.Invalid, reason));

    /// <summary>Writes page by page, as fast as the reader takes it, up to what the session held at the beginning.</summary>
    private sealed class Streamed(
        Transcript transcript, string name, SessionHeader header, HistoryPage page, IChatSession session, DateTimeOffset now) : IResult
    {
        public async Task ExecuteAsync(HttpContext http)
        {
            var (body, last) = (http.Response.BodyWriter, page.LastSeq);
            http.Response.ContentType = transcript.ContentType;
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"transcript-{name}\"";
            transcript.Begin(body, header, now);
            for (var entries = page.Messages; entries.Length > 0; entries = await Next(http, entries[^1].Seq, last))
            {
                foreach (var entry in entries) transcript.Add(body, entry);
                await body.FlushAsync(http.RequestAborted);
            }
            transcript.End(body);
            await body.FlushAsync(http.RequestAborted);
        }

        private async Task<Message[]> Next(HttpContext http, long after, long last)
        {
            if (after >= last) return [];
            var next = await session.History(http.Caller(), After(after));
            if (next.Value is { } more) return more.Messages;
            // Half a transcript must not look like a whole one.
            http.Abort();
            return [];
        }
    }
}
