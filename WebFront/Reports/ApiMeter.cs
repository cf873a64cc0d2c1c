using System.Diagnostics;
using LiveChat.Reports;
using LiveChat.WebFront.Endpoints;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebFront.Reports;

/// <summary>How often each route and hub method was called since the last taking, how long it took and what came of it.</summary>
internal sealed class ApiMeter
{
    // What the callee says of itself; everything else is the caller's.
    private static readonly string[] OurFaults = [RefusalCode.Overloaded, RefusalCode.StoreUnavailable, RefusalCode.AiUnavailable, RefusalCode.Timeout];

    private readonly Lock _lock = new();
    private Dictionary<(string Route, ApiResult Result, int Bucket), long> _counts = [];

    /// <summary>A REST call has ended; what is no route of the API is not counted.</summary>
    public void Add(HttpContext http, long begun)
    {
        if (http.GetEndpoint() is not RouteEndpoint { RoutePattern.RawText: { } raw }) return;
        var pattern = $"/{raw.Trim('/')}";
        if (!pattern.StartsWith(Routes.Api, StringComparison.Ordinal)) return;
        var result = http.Response.StatusCode switch { >= 500 => ApiResult.Failed, >= 400 => ApiResult.Refused, _ => ApiResult.Done };
        Add($"{http.Request.Method} {pattern}", result, begun);
    }

    /// <summary>A call of the hub has ended.</summary>
    /// <param name="method">The method.</param>
    /// <param name="refusal">What it answered instead of a value, or null.</param>
    /// <param name="begun">When it began.</param>
    public void Add(string method, HubException? refusal, long begun)
    {
        var result = refusal is null ? ApiResult.Done
            : Array.Exists(OurFaults, code => refusal.Message.StartsWith(code, StringComparison.Ordinal)) ? ApiResult.Failed : ApiResult.Refused;
        Add($"hub {method}", result, begun);
    }

    /// <summary>All that was counted, from then on counted anew.</summary>
    public ApiTime[] Take()
    {
        Dictionary<(string Route, ApiResult Result, int Bucket), long> taken;
        lock (_lock) (taken, _counts) = (_counts, []);
        return [.. taken.Select(count => new ApiTime(count.Key.Route, count.Key.Result, count.Key.Bucket, count.Value))];
    }

    private void Add(string route, ApiResult result, long begun)
    {
        var key = (route, result, Durations.BucketOf((long)Stopwatch.GetElapsedTime(begun).TotalMicroseconds));
        lock (_lock)
        {
            // As much as one batch holds: while the silo is away, only what was counted before goes on.
            if (_counts.TryGetValue(key, out var count) || _counts.Count < ApiTime.Most) _counts[key] = count + 1;
        }
    }
}

/// <summary>Stands around all of REST, so that it sees what is really answered.</summary>
internal sealed class ApiMeasuring(RequestDelegate next, ApiMeter meter)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            meter.Add(http, begun);
        }
    }
}
