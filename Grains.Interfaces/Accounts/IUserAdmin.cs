namespace LiveChat.Accounts;

/// <summary>Everybody who has an account, as admins see and change them. One for all: no two changes can leave nobody in charge.</summary>
/// <remarks>Key: <see cref="All"/>. Every method refuses with FORBIDDEN who is no admin.</remarks>
[Alias("IUserAdmin")]
public interface IUserAdmin : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string All = "all";

    /// <summary>A page of accounts, newest first; visitors, who have none, are left out.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="filter">Which accounts.</param>
    /// <param name="after">Where the last page ended, or null.</param>
    /// <param name="limit">At most so many, 1 to <see cref="AccountPage.Most"/>.</param>
    [Alias("List")] Task<Outcome<AccountPage>> List(Caller caller, AccountFilter filter, string? after, int limit);

    /// <summary>Makes an account; CONFLICT when the name is taken, INVALID when name, password or role do not do.</summary>
    [Alias("Create")] Task<Outcome<AccountView>> Create(Caller caller, NewAccount account);

    /// <summary>
    /// Changes what is named. A changed role, password or shutting out closes the user's sockets at once; the latter two
    /// end their sign-ins too. CONFLICT when nobody would be left who is an admin and can sign in.
    /// </summary>
    [Alias("Change")] Task<Outcome<AccountView>> Change(Caller caller, string userId, AccountChange change);
}

/// <summary>Whose access tokens hold no more. Fronts ask from time to time; sooner they hear it on <see cref="StreamNames.Revocations"/>.</summary>
/// <remarks>Key: <see cref="IUserAdmin.All"/>.</remarks>
[Alias("IRevocations")]
public interface IRevocations : IGrainWithStringKey
{
    /// <summary>Who lost their tokens since then.</summary>
    [Alias("Since")] Task<AccessRevoked[]> Since(DateTimeOffset since);
}

/// <summary>A user's access changed: tokens of an epoch below this one hold no more.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Epoch">See <see cref="User.Epoch"/>.</param>
[GenerateSerializer, Immutable, Alias("AccessRevoked")]
public sealed record AccessRevoked([property: Id(0)] string UserId, [property: Id(1)] long Epoch);

/// <summary>Which accounts are asked for; null passes all.</summary>
/// <param name="Text">Part of the name, of the login name, or the id.</param>
/// <param name="Role">The role; never visitor.</param>
/// <param name="Disabled">Whether shut out.</param>
[GenerateSerializer, Immutable, Alias("AccountFilter")]
public sealed record AccountFilter(
    [property: Id(0)] string? Text = null,
    [property: Id(1)] UserRole? Role = null,
    [property: Id(2)] bool? Disabled = null);

/// <summary>An account as admins see it.</summary>
/// <param name="UserId">The id.</param>
/// <param name="Name">The name that others see.</param>
/// <param name="UserName">The name to sign in with; null for a visitor.</param>
/// <param name="Role">The role.</param>
/// <param name="Disabled">Whether shut out.</param>
/// <param name="Desks">The desks the user works at.</param>
/// <param name="CreatedAt">Since when, in UTC.</param>
/// <param name="LastSeen">When last connected, in UTC; null for never.</param>
[GenerateSerializer, Immutable, Alias("AccountView")]
public sealed record AccountView(
    [property: Id(0)] string UserId,
    [property: Id(1)] string Name,
    [property: Id(2)] string? UserName,
    [property: Id(3)] UserRole Role,
    [property: Id(4)] bool Disabled,
    [property: Id(5)] string[] Desks,
    [property: Id(6)] DateTimeOffset CreatedAt,
    [property: Id(7)] DateTimeOffset? LastSeen);

/// <summary>A page of accounts.</summary>
/// <param name="Accounts">Newest first.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("AccountPage")]
public sealed record AccountPage([property: Id(0)] AccountView[] Accounts, [property: Id(1)] string? Next)
{
    /// <summary>The most accounts of one page.</summary>
    public const int Most = 100;
}

/// <summary>What an account is made from.</summary>
/// <param name="UserName">The name to sign in with.</param>
/// <param name="Password">The password; only its hash is kept.</param>
/// <param name="DisplayName">The name that others see; null for the login name.</param>
/// <param name="Role">Customer, agent or admin.</param>
[GenerateSerializer, Immutable, Alias("NewAccount")]
public sealed record NewAccount(
    [property: Id(0)] string UserName,
    [property: Id(1)] string Password,
    [property: Id(2)] string? DisplayName,
    [property: Id(3)] UserRole Role);

/// <summary>What changes of a user; null leaves it as it is.</summary>
/// <param name="DisplayName">The name that others see.</param>
/// <param name="Role">The role. Who is no agent any more loses their seats at desks.</param>
/// <param name="Disabled">Whether the user is shut out.</param>
/// <param name="Password">A new password; only its hash is kept.</param>
[GenerateSerializer, Immutable, Alias("AccountChange")]
public sealed record AccountChange(
    [property: Id(0)] string? DisplayName = null,
    [property: Id(1)] UserRole? Role = null,
    [property: Id(2)] bool? Disabled = null,
    [property: Id(3)] string? Password = null);
