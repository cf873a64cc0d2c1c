using LiveChat.Knowledge;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Files that are read into the knowledge base. The body is the file itself.</summary>
internal static class ImportEndpoints
{
    private const int LongestName = 200;

    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(5);

    public static void MapImports(this RouteGroupBuilder knowledge)
    {
        var imports = knowledge.MapGroup("/imports");
        imports.MapPost("", Begin).LimitUploads().WithSummary("Imports articles from a file (csv, markdown, json), in the background; staff")
            .Accepts<byte[]>("text/csv", "text/markdown", "application/json", "application/octet-stream")
            .Produces<WireImport>(StatusCodes.Status202Accepted).Refuses(400, 401, 403, 413, 429, 503, 504);
        imports.MapGet("/{id:guid}", Progress).LimitJoins().WithSummary("How far an import is; who began it, and admins")
            .Produces<WireImport>().Refuses(401, 404, 429, 503);
        imports.MapDelete("/{id:guid}", Stop).LimitSends().WithSummary("Writes no more of a file; what is written stays")
            .Produces<WireImport>().Refuses(401, 404, 429, 503);
    }

    private static async Task<IResult> Begin(
        string? name, string? format, string? kind, string? status, string? language, string? category, HttpContext http, IGrainFactory grains, IOptions<KnowledgeOptions> options, TimeProvider clock)
    {
        var caller = http.Caller();
        if (KnowledgeRules.Refuse(caller) is { } notStaff) return Problems.From(notStaff);
        var noFormat = Input.RefuseWord<ImportFormat>(Input.Given(format), "format", out var given);
        if ((KnowledgeEndpoints.Filter(kind, status, language, category, null, out var defaults) ?? noFormat ?? Input.RefuseText(name, "name", LongestName)) is { } refusal) return Problems.From(refusal);
        if ((given ?? FormatOf(name)) is not { } form) return Problems.From(new(RefusalCode.Invalid, "format is csv, markdown or json, or name ends as such a file's does."));
        using var time = new CancellationTokenSource(LongestUpload, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(time.Token, http.RequestAborted);
        try
        {
            var content = await Read(http, options.Value.MaxImportBytes, ended.Token);
            if (content is null) return Problems.From(new(RefusalCode.TooLong, $"A file has at most {options.Value.MaxImportBytes:N0} bytes. Part it into several."));
            var import = grains.GetGrain<IKnowledgeImport>(Guid.CreateVersion7(clock.GetUtcNow()));
            var outcome = await import.Begin(caller, new(Input.Given(name) ?? "", form, content, defaults.Kind ?? ArticleKind.Faq, defaults.Status ?? ArticleStatus.Draft, defaults.Language, defaults.Category ?? ""));
            return outcome.Value is { } progress ? TypedResults.Accepted($"/api/knowledge/imports/{progress.ImportId}", WireImport.From(progress)) : Problems.From(outcome.Refusal!);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return Problems.From(new(RefusalCode.Timeout, "The upload took too long. Nothing was imported."));
        }
        catch (BadHttpRequestException)
        {
            return Problems.From(new(RefusalCode.Invalid, "The upload broke off. Nothing was imported."));
        }
    }

    private static async Task<IResult> Progress(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await grains.GetGrain<IKnowledgeImport>(id).Progress(http.Caller()), WireImport.From);

    private static async Task<IResult> Stop(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await grains.GetGrain<IKnowledgeImport>(id).Stop(http.Caller()), WireImport.From);

    /// <summary>The whole body; null when it is longer than allowed.</summary>
    private static async Task<byte[]?> Read(HttpContext http, int longest, CancellationToken token)
    {
        var isTooBig = http.Request.ContentLength > longest;
        // Who is refused is read from for a moment all the same: cut off in the middle of sending, nobody reads an answer.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = isTooBig ? null : longest + 1L;
        if (isTooBig) return null;
        using var content = new MemoryStream();
        var part = new byte[64 * 1024];
        for (var read = await http.Request.Body.ReadAsync(part, token); read > 0; read = await http.Request.Body.ReadAsync(part, token))
        {
            if (content.Length + read > longest) return null;
            content.Write(part, 0, read);
        }
        return content.ToArray();
    }

    private static ImportFormat? FormatOf(string? name) => Path.GetExtension(name ?? "").ToLowerInvariant() switch
    {
        ".csv" or ".tsv" => ImportFormat.Csv,
        ".md" or ".markdown" => ImportFormat.Markdown,
        ".json" => ImportFormat.Json,
        _ => null,
    };
}
