using LiveChat.Exports;
using LiveChat.Files;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Exports;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Transcripts;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Conversations and data to take away, as files that are made in the background.</summary>
internal static class ExportEndpoints
{
    private static readonly Refusal NoLocale = new(RefusalCode.Invalid, "locale is zh-Hant, zh-Hans or en.");
    private static readonly Refusal NoZone = new(RefusalCode.Invalid, "zone is the IANA name of a time zone, such as Asia/Taipei.");
    private static readonly Refusal Gone = new(RefusalCode.NotFound, "The file is not there any more.");

    public static void MapExports(this RouteGroupBuilder api)
    {
        var exports = api.MapGroup("/exports").WithTags("Exports");
        exports.MapPost("", Begin).LimitSends().WithSummary("Begins an export of a conversation that the caller may read, or of the caller's data; of another's data for admins")
            .Produces<WireExport>(StatusCodes.Status202Accepted).Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        exports.MapGet("", List).LimitJoins().WithSummary("The caller's exports, the newest first").Produces<WireExports>().Refuses(401, 429, 503);
        exports.MapGet("/{id:guid}", Find).LimitRequests().WithSummary("One of the caller's exports, with how far it is").Produces<WireExport>().Refuses(401, 404, 429, 503);
        exports.MapGet("/{id:guid}/file", Give).LimitJoins().WithSummary("Its file, or a range of it; its owner only")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").Produces(StatusCodes.Status206PartialContent).Refuses(401, 404, 409, 429, 503);
        exports.MapDelete("/{id:guid}", Remove).LimitSends().WithSummary("Removes one of the caller's exports with its file; one that is being made ends")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 404, 429, 503);
    }

    private static async Task<IResult> Begin(ExportBody body, HttpContext http, IGrainFactory grains, ExportRunner runner)
    {
        if (Input.RefuseId(body.UserId, "userId") is { } refusal) return Problems.From(refusal);
        if (TranscriptWords.Of(body.Locale) is not { } words) return Problems.From(NoLocale);
        if (TranscriptEndpoints.ZoneOf(body.Zone) is not { } zone) return Problems.From(NoZone);
        var begun = await Own(http, grains).Begin(http.Caller(), new(body.SessionId, body.UserId, body.Format ?? ExportFormat.Json, words.Language, zone.Id));
        if (begun.Value is not { } export) return Problems.From(begun.Refusal!);
        runner.Hurry();
        return TypedResults.Accepted($"{Routes.Api}/exports/{export.ExportId}", WireExport.From(export));
    }

    private static async Task<IResult> List(HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await Own(http, grains).List(http.Caller()), list => new WireExports(Array.ConvertAll(list.Exports, WireExport.From)));

    private static async Task<IResult> Find(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await Own(http, grains).Find(http.Caller(), id), WireExport.From);

    private static async Task<IResult> Give(Guid id, HttpContext http, IGrainFactory grains, IFileBytes bytes)
    {
        var opened = await Own(http, grains).Open(http.Caller(), id);
        if (opened.Value is not { Export: var export } file) return Problems.From(opened.Refusal!);
        if (bytes.Open(file.Place) is not { } stream) return Problems.From(Gone);
        // What customers wrote stands in it: it is saved, never shown as a page of ours.
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        http.Response.Headers.CacheControl = "private, no-store";
        var name = $"{(export.Wish.SessionId is { } session ? $"session-{session}" : $"user-{export.Wish.UserId}")}.{export.Wish.Format.ToString().ToLowerInvariant()}";
        return TypedResults.Stream(stream, ExportWriter.ContentTypeOf(export.Wish.Format), name, export.CreatedAt, enableRangeProcessing: true);
    }

    private static async Task<IResult> Remove(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.NoContent(await Own(http, grains).Remove(http.Caller(), id));

    private static IExports Own(HttpContext http, IGrainFactory grains) => grains.GetGrain<IExports>(http.Caller().UserId);
}
