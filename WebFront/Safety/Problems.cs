using System.Diagnostics;
using System.Globalization;
using LiveChat.WebFront.Wire;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebFront.Safety;

/// <summary>Refusals as REST answers them: problem details with a code and a trace id.</summary>
internal static class Problems
{
    private const string ContentType = "application/problem+json";
    private static readonly TimeSpan UsualPause = TimeSpan.FromSeconds(2);

    /// <summary>The refusal as a result of a route.</summary>
    public static IResult From(Refusal refusal) => new Result(refusal);

    /// <summary>The refusal under another status than its code's own.</summary>
    public static IResult From(Refusal refusal, int status) => new Result(refusal, Status: status);

    /// <summary>The refusal with more that helps to decide what to do; its values are of types known to <see cref="WireJson"/>.</summary>
    public static IResult From(Refusal refusal, params (string Name, object? Value)[] more) => new Result(refusal, More: more);

    /// <summary>The refusal of what comes too fast, as a result of a route.</summary>
    public static IResult TooMany(TimeSpan retryAfter) => new Result(Limits.TooMany.After(retryAfter), retryAfter);

    /// <summary>Writes the refusal as the answer.</summary>
    /// <param name="http">The request.</param>
    /// <param name="refusal">The refusal.</param>
    /// <param name="status">The HTTP status; null for the code's own.</param>
    /// <param name="retryAfter">When to come back; null for the usual pause, where the status asks for one.</param>
    /// <param name="more">What else stands in it.</param>
    public static Task Write(HttpContext http, Refusal refusal, int? status = null, TimeSpan? retryAfter = null, params (string Name, object? Value)[] more)
    {
        if (http.Response.HasStarted) return Task.CompletedTask;
        RefusalMetrics.Refused(refusal.Code, "rest");
        status ??= StatusOf(refusal.Code);
        http.Response.StatusCode = status.Value;
        if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = Math.Ceiling((retryAfter ?? UsualPause).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var problem = new ProblemDetails
        {
            Type = $"https://httpstatuses.io/{status}",
            Title = TitleOf(refusal.Code),
            Status = status,
            Detail = refusal.Reason,
            Extensions =
            {
                ["code"] = refusal.Code,
                ["traceId"] = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier,
            },
        };
        foreach (var (name, value) in more) problem.Extensions[name] = value;
        return http.Response.WriteAsJsonAsync(problem, WireJson.Default.ProblemDetails, ContentType, http.RequestAborted);
    }

    /// <summary>The HTTP status of a code.</summary>
    public static int StatusOf(string code) => code switch
    {
        RefusalCode.Unauthenticated => StatusCodes.Status401Unauthorized,
        RefusalCode.Forbidden => StatusCodes.Status403Forbidden,
        RefusalCode.NotFound => StatusCodes.Status404NotFound,
        RefusalCode.Invalid => StatusCodes.Status400BadRequest,
        RefusalCode.TooLong => StatusCodes.Status413PayloadTooLarge,
        RefusalCode.ContentRefused => StatusCodes.Status422UnprocessableEntity,
        RefusalCode.Closed or RefusalCode.DeskClosed or RefusalCode.Conflict => StatusCodes.Status409Conflict,
        RefusalCode.RateLimited => StatusCodes.Status429TooManyRequests,
        RefusalCode.Overloaded or RefusalCode.StoreUnavailable or RefusalCode.AiUnavailable => StatusCodes.Status503ServiceUnavailable,
        RefusalCode.Timeout => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>The refusal that a bare status stands for; null where none is needed.</summary>
    public static Refusal? OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => new(RefusalCode.Invalid, "The request is not of the form asked for."),
        StatusCodes.Status404NotFound => new(RefusalCode.NotFound, "There is nothing at this address."),
        StatusCodes.Status405MethodNotAllowed => new(RefusalCode.Invalid, "This address does not take that method."),
        StatusCodes.Status413PayloadTooLarge => new(RefusalCode.TooLong, "The body is too big."),
        StatusCodes.Status415UnsupportedMediaType => new(RefusalCode.Invalid, "Send the body as application/json."),
        _ => null,
    };

    private static string TitleOf(string code) => code switch
    {
        RefusalCode.Unauthenticated => "Not signed in",
        RefusalCode.Forbidden => "Not allowed",
        RefusalCode.NotFound => "Not found",
        RefusalCode.Invalid => "Not of the form asked for",
        RefusalCode.TooLong => "Too long",
        RefusalCode.ContentRefused => "Content refused",
        RefusalCode.Closed => "Closed",
        RefusalCode.Conflict => "Conflict",
        RefusalCode.RateLimited => "Too many requests",
        RefusalCode.Overloaded => "At the limit",
        RefusalCode.StoreUnavailable => "Database away",
        RefusalCode.AiUnavailable => "No model answers",
        RefusalCode.Timeout => "Took too long",
        _ => "Fault",
    };

    private sealed record Result(Refusal Refusal, TimeSpan? RetryAfter = null, int? Status = null, (string Name, object? Value)[]? More = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => Write(httpContext, Refusal, Status, RetryAfter, More ?? []);
    }
}
