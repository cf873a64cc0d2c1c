using System.Security.Claims;
using System.Text.Encodings.Web;
using LiveChat.WebFront.Safety;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Auth;

/// <summary>Reads the access token: from the <c>Authorization</c> header, and for sockets, whose browsers cannot send one, from the address.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, AccessTokens tokens, RevokedTokens revoked)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "Bearer";

    private const string Prefix = "Bearer ";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenOf(Context) is not { } token) return Task.FromResult(AuthenticateResult.NoResult());
        if (tokens.Read(token) is not { } identity || !revoked.Hold(identity)) return Task.FromResult(AuthenticateResult.Fail("The token does not hold."));
        var properties = new AuthenticationProperties { ExpiresUtc = identity.ExpiresAt };
        return Task.FromResult(AuthenticateResult.Success(new(new ClaimsPrincipal(identity), properties, Scheme)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Scheme;
        return Problems.Write(Context, new(RefusalCode.Unauthenticated, "Sign in: there is no token, or it does not hold any more."));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Write(Context, new(RefusalCode.Forbidden, "Your role does not allow this."));

    private static string? TokenOf(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) return header[Prefix.Length..].Trim();
        return http.Features.Get<AddressToken>()?.Value;
    }
}
