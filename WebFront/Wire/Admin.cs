using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Schedules;

namespace LiveChat.WebFront.Wire;

/// <summary>An account as admins see it.</summary>
internal sealed record WireAccount(string Id, string Name, string? Username, UserRole Role, bool Disabled, string[] Desks, DateTimeOffset CreatedAt, DateTimeOffset? LastSeen)
{
    public static WireAccount From(AccountView account) => new(
        account.UserId, account.Name, account.UserName, account.Role, account.Disabled, account.Desks, account.CreatedAt, account.LastSeen);
}

/// <summary>A page of accounts, newest first.</summary>
internal sealed record WireAccountPage(WireAccount[] Users, string? Next);

/// <summary>An account that an admin makes.</summary>
/// <param name="Username">The name to sign in with.</param>
/// <param name="Password">The password.</param>
/// <param name="DisplayName">The name that others see; the login name if none is given.</param>
/// <param name="Role">customer, agent or admin.</param>
internal sealed record AccountBody(string? Username, string? Password, string? DisplayName, UserRole? Role);

/// <summary>What changes of a user; what is left out stays.</summary>
internal sealed record AccountChangeBody(string? DisplayName, UserRole? Role, bool? Disabled, string? Password);

/// <summary>A desk with its members.</summary>
internal sealed record WireDesk(string DeskId, string Name, WireSeat[] Members)
{
    public static WireDesk From(DeskSetup desk) =>
        new(desk.DeskId, desk.Name, Array.ConvertAll(desk.Members, seat => new WireSeat(seat.UserId, seat.Name, seat.Capacity, seat.Skills)));
}

/// <summary>An agent's seat at a desk.</summary>
internal sealed record WireSeat(string UserId, string Name, int Capacity, string[] Skills);

/// <summary>All desks with their members, by name.</summary>
internal sealed record WireDesks(WireDesk[] Desks);

/// <summary>A desk as it is to be; what is left out stays, and members that are not in the list are removed.</summary>
internal sealed record DeskBody(string? DeskId, string? Name, SeatBody?[]? Members);

/// <summary>An agent's seat as it is to be.</summary>
/// <param name="UserId">The agent.</param>
/// <param name="Capacity">Sessions at once, 1 to 100.</param>
/// <param name="Skills">What the agent knows.</param>
internal sealed record SeatBody(string? UserId, int? Capacity, string[]? Skills);

/// <summary>How a desk's widget is to look.</summary>
internal sealed record WidgetBody(
    string? Accent, Dictionary<string, string>? Greeting, Dictionary<string, string[]>? Suggestions, PreChatForm? PreChat, bool? Open);

/// <summary>A desk as its widget shows it.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Name">Its name.</param>
/// <param name="Accent">The colour as #rrggbb; none for our own.</param>
/// <param name="Greeting">What stands in an empty conversation, by language.</param>
/// <param name="Suggestions">What can be asked with one click, by language.</param>
/// <param name="PreChat">The form before a conversation.</param>
/// <param name="Open">Whether people serve there now: the desk serves at all, its hours are on, and somebody works.</param>
/// <param name="Serves">Whether the desk serves at all, as its admins set it.</param>
/// <param name="OpensAt">When it will be open again; left out while it is open, and when that is not known.</param>
/// <param name="ClosesAt">When it will close; left out while it is closed, and when that is not known.</param>
/// <param name="AgentsOnline">How many agents take sessions now.</param>
internal sealed record WireWidget(
    string DeskId, string Name, string? Accent, Dictionary<string, string> Greeting, Dictionary<string, string[]> Suggestions,
    PreChatForm PreChat, bool Open, bool Serves, DateTimeOffset? OpensAt, DateTimeOffset? ClosesAt, int AgentsOnline)
{
    public static WireWidget From(DeskWidget widget, DeskOpening opening, int agentsOnline)
    {
        var (desk, set) = (widget.Desk, widget.Settings);
        return new(
            desk.DeskId, desk.Name, set.Accent, set.Greeting, set.Suggestions, set.PreChat, set.Open && opening.Open, set.Open,
            set.Open && !opening.Open ? opening.Until : null, set.Open && opening.Open ? opening.Until : null, agentsOnline);
    }
}

/// <summary>A page of the trail, newest first.</summary>
internal sealed record WireAuditPage(AuditEntry[] Entries, string? Next);
