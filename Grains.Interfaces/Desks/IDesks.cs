using Orleans.Concurrency;

namespace LiveChat.Desks;

/// <summary>The desks there are.</summary>
/// <remarks>Key: <see cref="All"/>.</remarks>
[Alias("IDesks")]
public interface IDesks : IGrainWithStringKey
{
    /// <summary>The key of the one list there is.</summary>
    const string All = "all";

    /// <summary>All desks, by name.</summary>
    [Alias("List"), ReadOnly] Task<Desk[]> List();

    /// <summary>All desks with their members, by name; FORBIDDEN to all but admins.</summary>
    [Alias("Setups"), ReadOnly] Task<Outcome<DeskSetups>> Setups(Caller caller);

    /// <summary>How a desk's widget is set; NOT_FOUND for a desk that is not there. For anybody.</summary>
    [Alias("Widget"), ReadOnly] Task<Outcome<DeskWidget>> Widget(string deskId);
}

/// <summary>A desk: where visitors wait for its agents.</summary>
/// <param name="DeskId">Its id (<c>platform</c>, <c>m1</c>).</param>
/// <param name="Name">Its name.</param>
[GenerateSerializer, Immutable, Alias("Desk")]
public sealed record Desk([property: Id(0)] string DeskId, [property: Id(1)] string Name);

/// <summary>An agent's seat at a desk.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="UserId">The agent.</param>
/// <param name="Name">The agent's name.</param>
/// <param name="Capacity">Sessions that the agent may have at once at this desk.</param>
[GenerateSerializer, Immutable, Alias("DeskSeat")]
public sealed record DeskSeat(
    [property: Id(0)] string DeskId,
    [property: Id(1)] string UserId,
    [property: Id(2)] string Name,
    [property: Id(3)] int Capacity)
{
    /// <summary>What the agent knows, in words of the operator's choice.</summary>
    [Id(4)] public string[] Skills { get; init; } = [];
}

/// <summary>Several desks with their members.</summary>
[GenerateSerializer, Immutable, Alias("DeskSetups")]
public sealed record DeskSetups([property: Id(0)] DeskSetup[] Desks);
