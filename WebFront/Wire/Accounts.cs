using LiveChat.Accounts;

namespace LiveChat.WebFront.Wire;

/// <summary>A user on the wire.</summary>
internal sealed record WireUser(string Id, string Name, UserRole Role, string[] Desks)
{
    public static WireUser From(User user) => new(user.UserId, user.Name, user.Role, user.Desks);
}

/// <summary>A sign-in.</summary>
/// <param name="AccessToken">For the Authorization header.</param>
/// <param name="RefreshToken">Good once, for the next pair.</param>
/// <param name="ExpiresIn">Seconds until the access token ends.</param>
/// <param name="User">Who signed in.</param>
internal sealed record SignedIn(string AccessToken, string RefreshToken, int ExpiresIn, WireUser User);

/// <summary>A login name with its password.</summary>
internal sealed record Credentials(string? Username, string? Password);

/// <summary>A new account.</summary>
internal sealed record Registration(string? Username, string? Password, string? DisplayName);

/// <summary>The new account's id.</summary>
internal sealed record Registered(string UserId);

/// <summary>A visitor.</summary>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Identity">The host site's signed word on who it is.</param>
internal sealed record VisitorBody(string? DisplayName, string? Identity);

/// <summary>A demo user's id.</summary>
internal sealed record DemoBody(string? UserId);

/// <summary>Who may sign in by naming themselves.</summary>
internal sealed record DemoList(WireUser[] Users);

/// <summary>A refresh token.</summary>
internal sealed record RefreshBody(string? RefreshToken);
