namespace LiveChat;

/// <summary>What somebody may do, from least to most.</summary>
public enum UserRole
{
    /// <summary>Anonymous; known by a token only.</summary>
    Visitor = 0,

    /// <summary>A registered buyer or member.</summary>
    Customer = 1,

    /// <summary>Staff of one or more desks (a merchant's, the platform's).</summary>
    Agent = 2,

    /// <summary>Sees everything, changes settings.</summary>
    Admin = 3,
}

/// <summary>Who calls a grain. The front proves it once a connection; each grain decides by it what is allowed.</summary>
/// <param name="UserId">The user's id (<c>b1</c>, <c>v-…</c>).</param>
/// <param name="Name">The name that others see.</param>
/// <param name="Role">The user's role.</param>
/// <param name="Desks">The desks the user works at; empty for visitors and customers.</param>
[GenerateSerializer, Immutable, Alias("Caller")]
public sealed record Caller(
    [property: Id(0)] string UserId,
    [property: Id(1)] string Name,
    [property: Id(2)] UserRole Role,
    [property: Id(3)] string[] Desks)
{
    /// <summary>Whether the caller answers customers.</summary>
    public bool IsStaff => Role is UserRole.Agent or UserRole.Admin;

    /// <summary>Whether the caller works at the desk (an admin works at none: admins watch).</summary>
    public bool WorksAt(string? deskId) => Role is UserRole.Agent && deskId is not null && Array.IndexOf(Desks, deskId) >= 0;
}
