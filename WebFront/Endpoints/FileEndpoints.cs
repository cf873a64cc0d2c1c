using LiveChat.Files;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Files;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Files of sessions: taken in, and given out to who may read the session.</summary>
internal static class FileEndpoints
{
    // For the parts' heads and the small picture.
    private const long Overhead = 1024 * 1024;
    private const int LongestBoundary = 100;

    private static readonly TimeSpan LongestUpload = TimeSpan.FromMinutes(30);
    private static readonly Refusal NoForm = new(RefusalCode.Invalid, "Send the file as multipart/form-data.");
    private static readonly Refusal Broken = new(RefusalCode.Invalid, "The upload broke off, or its form is not of the kind asked for. Nothing was stored.");
    private static readonly Refusal TooSlow = new(RefusalCode.Timeout, "The upload took too long. Nothing was stored.");

    public static void MapFiles(this RouteGroupBuilder api)
    {
        var files = api.MapGroup("/files").WithTags("Files");
        files.MapPost("", Take).LimitUploads().WithSummary("Uploads a file to a session; attach it to a message before it is swept")
            .Accepts<FileForm>("multipart/form-data")
            .Produces<Attachment>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 413, 422, 429, 503, 504);
        files.MapGet("/limits", Limits).LimitJoins().WithSummary("How big files may be, in bytes")
            .Produces<FileLimits>().Refuses(401, 429);
        files.MapGet("/{id:guid}", Give).LimitJoins().WithSummary("A file's bytes, or a range of them; who may read its session")
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").Produces(StatusCodes.Status206PartialContent).Produces(StatusCodes.Status304NotModified).Refuses(401, 404, 429, 503);
        files.MapGet("/{id:guid}/thumbnail", GiveThumbnail).LimitJoins().WithSummary("A small picture of a file")
            .Produces(StatusCodes.Status200OK, contentType: "image/jpeg").Produces(StatusCodes.Status304NotModified).Refuses(401, 404, 429, 503);
    }

    private static async Task<IResult> Take(HttpContext http, UploadGate gate, PictureBench bench, IFileBytes bytes, IGrainFactory grains, IOptions<FilesOptions> options, TimeProvider clock)
    {
        if (BoundaryOf(http.Request) is not { } boundary) return Problems.From(NoForm);
        var longest = options.Value.MaxBytes + Overhead;
        var isTooBig = http.Request.ContentLength > longest;
        // Who is refused is read from for a moment all the same: cut off in the middle of sending, nobody reads an answer.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = isTooBig ? null : longest;
        if (isTooBig) return Problems.From(new(RefusalCode.TooLong, $"The file is too big: at most {options.Value.MaxBytes / 1024 / 1024} MB are taken."));

        var caller = http.Caller();
        if (gate.Enter(caller.UserId) is { } tooMany) return Problems.From(tooMany);
        using var time = new CancellationTokenSource(LongestUpload, clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(time.Token, http.RequestAborted);
        try
        {
            await using var upload = new Upload(caller, new(bytes, bench, grains, options.Value, clock), ended.Token);
            var form = new MultipartReader(boundary, http.Request.Body) { BodyLengthLimit = longest };
            var outcome = await upload.Take(form, http.Request.ContentLength ?? 0);
            return outcome.Value is { } file ? TypedResults.Created(file.Shown.Url, file.Shown) : Problems.From(outcome.Refusal!);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested)
        {
            return Problems.From(TooSlow);
        }
        catch (FileSpaceException full)
        {
            http.RequestServices.GetRequiredService<UploadLog>().NoRoom(full);
            return Problems.From(new(RefusalCode.StoreUnavailable, full.Message));
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return Problems.From(Broken);
        }
        finally
        {
            gate.Leave(caller.UserId);
        }
    }

    private static IResult Limits(IOptions<FilesOptions> options) => TypedResults.Ok(FileLimits.From(options.Value));

    private static async Task<IResult> Give(Guid id, HttpContext http, IGrainFactory grains, IFileBytes bytes)
    {
        var outcome = await grains.GetGrain<IUserFiles>(http.Caller().UserId).Open(http.Caller(), id);
        if (outcome.Value is not { } file) return Problems.From(outcome.Refusal!);
        var type = FileType.Stored(file.Shown.ContentType);
        return Bytes(http, bytes.Open(file.Place), type, type.IsShown ? "inline" : "attachment", file.Shown.Name, file.FileId, file.CreatedAt);
    }

    private static async Task<IResult> GiveThumbnail(Guid id, HttpContext http, IGrainFactory grains, IFileBytes bytes)
    {
        var outcome = await grains.GetGrain<IUserFiles>(http.Caller().UserId).Open(http.Caller(), id);
        if (outcome.Value is not { } file) return Problems.From(outcome.Refusal!);
        if (file.ThumbnailType is not { } type) return Problems.From(FileRules.NoSuchFile);
        return Bytes(http, bytes.Open(FilePlaces.ThumbnailOf(file.Place)), FileType.Stored(type), "inline", null, file.FileId, file.CreatedAt);
    }

    /// <summary>Bytes of strangers: under the type that we found out, never run, kept by the reader's own cache alone and asked for anew each time.</summary>
    private static IResult Bytes(HttpContext http, Stream? stream, FileType type, string use, string? name, Guid fileId, DateTimeOffset createdAt)
    {
        if (stream is null) return Problems.From(FileRules.NoSuchFile);
        var disposition = new ContentDispositionHeaderValue(use);
        if (name is not null) disposition.SetHttpFileName(name);
        var headers = http.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, no-cache";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        return TypedResults.Stream(stream, type.ContentType, fileDownloadName: null, createdAt, new EntityTagHeaderValue($"\"{fileId:N}\""), enableRangeProcessing: true);
    }

    private static string? BoundaryOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) return null;
        return HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary ? boundary : null;
    }
}
