using System.Security.Claims;

namespace LiveChat.WebFront.Auth;

/// <summary>A caller whose token holds.</summary>
internal sealed class CallerIdentity : ClaimsIdentity
{
    public CallerIdentity(Caller caller, DateTimeOffset expiresAt, long epoch)
        : base([new(ClaimTypes.NameIdentifier, caller.UserId), new(ClaimTypes.Role, RoleName.Of(caller.Role))], TokenAuthentication.Scheme)
    {
        Caller = caller;
        ExpiresAt = expiresAt;
        Epoch = epoch;
    }

    /// <summary>Who.</summary>
    public Caller Caller { get; }

    /// <summary>Until when.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>See <see cref="Accounts.User.Epoch"/>.</summary>
    public long Epoch { get; }
}

internal static class CallerExtensions
{
    /// <summary>The caller, or null when nobody is signed in.</summary>
    public static Caller? Caller(this ClaimsPrincipal user) => (user.Identity as CallerIdentity)?.Caller;

    /// <summary>The caller of a route that asks for one.</summary>
    public static Caller Caller(this HttpContext http) =>
        http.User.Caller() ?? throw new InvalidOperationException("The route does not ask for a caller.");
}

/// <summary>Roles as words.</summary>
internal static class RoleName
{
    public static string Of(UserRole role) => role switch
    {
        UserRole.Visitor => "visitor",
        UserRole.Customer => "customer",
        UserRole.Agent => "agent",
        UserRole.Admin => "admin",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    public static UserRole? Parse(string? word) => word switch
    {
        "visitor" => UserRole.Visitor,
        "customer" => UserRole.Customer,
        "agent" => UserRole.Agent,
        "admin" => UserRole.Admin,
        _ => null,
    };
}
