using LiveChat.WebFront.Endpoints;

namespace LiveChat.WebFront.Safety;

/// <summary>What browsers are told to refuse on our behalf.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Usual =
        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self'; frame-ancestors 'self'; base-uri 'none'; object-src 'none'; form-action 'self'";

    // The API page writes styles and a script into itself.
    private const string ForSwagger =
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    private const string OneYear = "max-age=31536000";

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments(Routes.Swagger, StringComparison.OrdinalIgnoreCase) ? ForSwagger : Usual;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = OneYear;
        if (http.Request.Path.StartsWithSegments(Routes.Api, StringComparison.OrdinalIgnoreCase)) headers.CacheControl = "no-store";
        return next(http);
    }
}
