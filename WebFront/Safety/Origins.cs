using LiveChat.WebFront.Endpoints;

namespace LiveChat.WebFront.Safety;

/// <summary>
/// Refuses sockets that another site's page opens: browsers let any page open one, so nothing but this check stands
/// between it and ours. Whoever is no browser sends no <c>Origin</c> and is let by.
/// </summary>
internal sealed class Origins(RequestDelegate next, KnownOrigins known)
{
    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (!path.StartsWithSegments(Routes.Hub, StringComparison.OrdinalIgnoreCase) && !path.StartsWithSegments(Routes.PlainSocket, StringComparison.OrdinalIgnoreCase)) return next(http);
        var origin = http.Request.Headers.Origin.ToString();
        return origin.Length == 0 || known.Contains(origin) || IsOwn(origin, http.Request.Host)
            ? next(http)
            : Problems.Write(http, new(RefusalCode.Forbidden, "Pages of that site may not connect here: name it in Widget:Origins or Cors:Origins."));
    }

    /// <summary>By host and port; the scheme may have been another before a proxy.</summary>
    private static bool IsOwn(string origin, HostString host)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)) return false;
        return string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase) && uri.Port == (host.Port ?? (uri.Scheme == "https" ? 443 : 80));
    }
}
