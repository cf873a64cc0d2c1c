namespace LiveChat.Desks;

/// <summary>One desk as admins set it up. Its changes come one after the other.</summary>
/// <remarks>Key: the desk's id. Every method refuses with FORBIDDEN who is no admin.</remarks>
[Alias("IDeskAdmin")]
public interface IDeskAdmin : IGrainWithStringKey
{
    /// <summary>Makes the desk; CONFLICT when it is there already.</summary>
    [Alias("Create")] Task<Outcome<DeskSetup>> Create(Caller caller, DeskDraft draft);

    /// <summary>
    /// Changes what is named. The running queue takes it over at once: offers above a lower capacity are withdrawn, chats
    /// stay; whoever is no member any more loses their chats here to the queue, at their old place.
    /// </summary>
    [Alias("Change")] Task<Outcome<DeskSetup>> Change(Caller caller, DeskDraft draft);

    /// <summary>Writes how the desk's widget looks; NOT_FOUND for a desk that is not there.</summary>
    [Alias("SetWidget")] Task<Outcome<DeskWidget>> SetWidget(Caller caller, WidgetSettings settings);
}

/// <summary>A desk with those who work there.</summary>
/// <param name="DeskId">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Members">Its agents, by id.</param>
[GenerateSerializer, Immutable, Alias("DeskSetup")]
public sealed record DeskSetup(
    [property: Id(0)] string DeskId,
    [property: Id(1)] string Name,
    [property: Id(2)] DeskSeat[] Members);

/// <summary>What a desk is to be; null leaves it as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Members">All of its agents; who is not among them is removed.</param>
[GenerateSerializer, Immutable, Alias("DeskDraft")]
public sealed record DeskDraft([property: Id(0)] string? Name, [property: Id(1)] MemberDraft[]? Members);

/// <summary>An agent's seat as it is to be.</summary>
/// <param name="UserId">The agent.</param>
/// <param name="Capacity">Sessions at once, 1 to 100.</param>
/// <param name="Skills">What the agent knows, in words of the operator's choice.</param>
[GenerateSerializer, Immutable, Alias("MemberDraft")]
public sealed record MemberDraft(
    [property: Id(0)] string UserId,
    [property: Id(1)] int Capacity,
    [property: Id(2)] string[] Skills);
