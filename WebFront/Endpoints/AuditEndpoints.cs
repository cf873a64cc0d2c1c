using System.Globalization;
using System.Text;
using LiveChat.Audit;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The trail of who did what, as a page and as a file.</summary>
internal static class AuditEndpoints
{
    private const int LongestCursor = 200;
    private const int UsualPage = 50;

    /// <summary>The most entries of one file. Who needs more asks for a span of time.</summary>
    private const int MostExported = 50_000;

    public static void MapAudit(this RouteGroupBuilder api)
    {
        var audit = api.MapGroup("/admin").WithTags("Administration").ForAdmins();
        audit.MapGet("/audit", Page).LimitJoins().WithSummary("Who did what and when, newest first; admins")
            .Produces<WireAuditPage>().Refuses(400, 401, 403, 413, 429, 503);
        audit.MapGet("/audit.csv", Export).LimitJoins().WithSummary("The same as a file for spreadsheets, at most 50,000 entries; admins")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").Refuses(400, 401, 403, 413, 429, 503);
    }

    private static async Task<IResult> Page(
        string? actor, string? action, string? target, DateTimeOffset? from, DateTimeOffset? to, string? after, int? limit, HttpContext http, IGrainFactory grains)
    {
        if (Input.RefuseText(after, "after", LongestCursor) is { } refusal) return Problems.From(refusal);
        var page = await Trail(grains).Read(http.Caller(), Filter(actor, action, target, from, to), after, limit ?? UsualPage);
        return Answers.Ok(page, p => new WireAuditPage(p.Entries, p.Next));
    }

    private static async Task<IResult> Export(
        string? actor, string? action, string? target, DateTimeOffset? from, DateTimeOffset? to, HttpContext http, IGrainFactory grains, TimeProvider clock)
    {
        var filter = Filter(actor, action, target, from, to);
        // The first page before anything is answered: who is refused gets a refusal and no half of a file.
        var first = await Trail(grains).Export(http.Caller(), filter);
        if (first.Value is not { } page) return Problems.From(first.Refusal!);
        var name = $"audit-{clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.csv";
        return Results.Stream(body => Write(body, page, filter, http, grains), Csv.ContentType, name);
    }

    private static async Task Write(Stream body, AuditPage page, AuditFilter filter, HttpContext http, IGrainFactory grains)
    {
        await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await writer.WriteAsync(Csv.Mark + Csv.Row("at", "actorId", "actorName", "action", "target", "detail"));
        var written = 0;
        while (true)
        {
            foreach (var entry in page.Entries) await writer.WriteAsync(Row(entry));
            written += page.Entries.Length;
            if (page.Next is null || written >= MostExported) return;
            var next = await Trail(grains).Read(http.Caller(), filter, page.Next, AuditPage.Most);
            page = next.Value ?? throw new InvalidOperationException($"The trail broke off: {next.Refusal!.Reason}");
        }
    }

    private static string Row(AuditEntry entry) => Csv.Row(
        entry.At.ToString("O", CultureInfo.InvariantCulture), entry.ActorId, entry.ActorName, entry.Action, entry.Target,
        string.Join("; ", entry.Detail.Select(detail => $"{detail.Key}: {detail.Value}")));

    private static AuditFilter Filter(string? actor, string? action, string? target, DateTimeOffset? from, DateTimeOffset? to) =>
        new(Given(actor), Given(action), Given(target), from, to);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IAuditTrail Trail(IGrainFactory grains) => grains.GetGrain<IAuditTrail>(IAuditTrail.All);
}
