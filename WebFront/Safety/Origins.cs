using LiveChat.WebFront.Endpoints;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Safety;

/// <summary>Which other sites' pages may call us; the section <c>Cors</c>.</summary>
internal sealed class CorsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cors";

    /// <summary>Origins such as <c>https://shop.example</c>; none by default.</summary>
    public string[] Origins { get; set; } = [];
}

/// <summary>Names the setting that is wrong.</summary>
internal sealed class CorsOptionsValidator : IValidateOptions<CorsOptions>
{
    public ValidateOptionsResult Validate(string? name, CorsOptions options)
    {
        foreach (var origin in options.Origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin || uri.Scheme is not ("http" or "https"))
                return ValidateOptionsResult.Fail($"Cors:Origins: \"{origin}\" is not an origin such as https://shop.example (no path, no slash at the end).");
        }
        return ValidateOptionsResult.Success;
    }
}

/// <summary>
/// Refuses sockets that another site's page opens: browsers let any page open one, so nothing but this check stands
/// between it and ours. Whoever is no browser sends no <c>Origin</c> and is let by.
/// </summary>
internal sealed class Origins(RequestDelegate next, IOptions<CorsOptions> options)
{
    private readonly HashSet<string> _known = new(options.Value.Origins, StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        if (!path.StartsWithSegments(Routes.Hub, StringComparison.OrdinalIgnoreCase) && !path.StartsWithSegments(Routes.PlainSocket, StringComparison.OrdinalIgnoreCase)) return next(http);
        var origin = http.Request.Headers.Origin.ToString();
        return origin.Length == 0 || _known.Contains(origin) || IsOwn(origin, http.Request.Host)
            ? next(http)
            : Problems.Write(http, new(RefusalCode.Forbidden, "Pages of that site may not connect here: name it in Cors:Origins."));
    }

    /// <summary>By host and port; the scheme may have been another before a proxy.</summary>
    private static bool IsOwn(string origin, HostString host)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri)) return false;
        return string.Equals(uri.Host, host.Host, StringComparison.OrdinalIgnoreCase) && uri.Port == (host.Port ?? (uri.Scheme == "https" ? 443 : 80));
    }
}
