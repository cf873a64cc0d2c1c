namespace LiveChat.Sessions;

/// <summary>How far an entry has been read.</summary>
/// <param name="ReadBy">How many have read it.</param>
/// <param name="Total">Of how many: who was there when it was written, without its sender.</param>
/// <param name="Users">The first of those who have read it, by name; at most <see cref="MostUsers"/>.</param>
[GenerateSerializer, Immutable, Alias("ReadReceipts")]
public sealed record ReadReceipts(
    [property: Id(0)] int ReadBy,
    [property: Id(1)] int Total,
    [property: Id(2)] Reader[] Users)
{
    /// <summary>So many readers are named.</summary>
    public const int MostUsers = 50;
}

/// <summary>Somebody who has read an entry.</summary>
/// <param name="UserId">The user.</param>
/// <param name="Name">The user's name.</param>
[GenerateSerializer, Immutable, Alias("Reader")]
public sealed record Reader([property: Id(0)] string UserId, [property: Id(1)] string Name);

/// <summary>A part of a session's members.</summary>
/// <param name="Members">Rising by user id.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("MemberPage")]
public sealed record MemberPage(
    [property: Id(0)] SessionMember[] Members,
    [property: Id(1)] int Total,
    [property: Id(2)] string? Next)
{
    /// <summary>The most members of one answer.</summary>
    public const int MostMembers = 200;

    /// <summary>The most people who are asked into a group by one call.</summary>
    public const int MostInvited = 100;
}
