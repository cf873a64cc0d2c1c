namespace LiveChat.Accounts;

/// <summary>One login name: registering it, and proving to be its owner.</summary>
/// <remarks>Key: the user name in lower case, so that one name is registered once.</remarks>
[Alias("IAccount")]
public interface IAccount : IGrainWithStringKey
{
    /// <summary>Registers the name; CONFLICT when taken, INVALID when name or password do not do.</summary>
    [Alias("Register")] Task<Outcome<User>> Register(string password, string? displayName);

    /// <summary>Checks the password; UNAUTHENTICATED for a wrong one and for an unknown name alike, FORBIDDEN for the right one of a disabled account.</summary>
    [Alias("LogIn")] Task<Outcome<User>> LogIn(string password);
}

/// <summary>One user: who they are, and their sign-ins.</summary>
/// <remarks>Key: the user's id.</remarks>
[Alias("IUserAccount")]
public interface IUserAccount : IGrainWithStringKey
{
    /// <summary>The user, or null when unknown.</summary>
    [Alias("Find")] Task<User?> Find();

    /// <summary>Makes the anonymous visitor of this key; FORBIDDEN when an admin has shut the visitor out.</summary>
    [Alias("CreateVisitor")] Task<Outcome<User>> CreateVisitor(string? displayName);

    /// <summary>Begins a sign-in and answers its refresh token.</summary>
    [Alias("BeginSignIn")] Task<string> BeginSignIn();

    /// <summary>Exchanges a refresh token for the next; a token used twice ends its whole sign-in. UNAUTHENTICATED otherwise.</summary>
    [Alias("Refresh")] Task<Outcome<RefreshedSignIn>> Refresh(string refreshToken);

    /// <summary>Ends the sign-in that the token belongs to; unknown ones are ignored.</summary>
    [Alias("EndSignIn")] Task EndSignIn(string refreshToken);
}

/// <summary>A user.</summary>
/// <param name="UserId">The id (<c>b1</c>, <c>u-…</c>, <c>v-…</c>).</param>
/// <param name="Name">The name that others see.</param>
/// <param name="Role">The role.</param>
/// <param name="Desks">The desks the user works at.</param>
[GenerateSerializer, Immutable, Alias("User")]
public sealed record User(
    [property: Id(0)] string UserId,
    [property: Id(1)] string Name,
    [property: Id(2)] UserRole Role,
    [property: Id(3)] string[] Desks)
{
    /// <summary>Rises when what the user may do changes. Access tokens carry it: those of an older one hold no more.</summary>
    [Id(4)] public long Epoch { get; init; }

    /// <summary>Whether an admin has shut the user out.</summary>
    [Id(5)] public bool Disabled { get; init; }
}

/// <summary>A sign-in that goes on.</summary>
/// <param name="User">The user as they are now.</param>
/// <param name="RefreshToken">The next refresh token.</param>
[GenerateSerializer, Immutable, Alias("RefreshedSignIn")]
public sealed record RefreshedSignIn([property: Id(0)] User User, [property: Id(1)] string RefreshToken);
