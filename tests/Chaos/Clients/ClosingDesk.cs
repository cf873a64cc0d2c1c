using System.Text.Json;

namespace LiveChat.Chaos.Clients;

/// <summary>
/// A desk at which nobody comes, and which closes in the midst of each round: whoever waits there is told so once, and what
/// they wanted becomes one ticket, however often the timers behind it had to try.
/// </summary>
internal sealed class ClosingDesk(Person admin, Api api)
{
    /// <summary>Its id.</summary>
    public const string Id = "chaos-night";

    // One minute of the week: closed in all others.
    private static readonly object[] Never = [new { day = "monday", from = "00:00", to = "00:01" }];

    /// <summary>Makes it.</summary>
    public async Task Make() =>
        await api.Post("/api/admin/desks", await admin.Token(), new { deskId = Id, name = "Night", members = new[] { new { userId = "m3", name = "m3", capacity = 1, skills = Array.Empty<string>() } } });

    /// <summary>It serves around the clock.</summary>
    public Task Open(CancellationToken giveUp) => Set(null, isOpen: true, giveUp);

    /// <summary>It serves no more.</summary>
    public Task Close(CancellationToken giveUp) => Set(Never, isOpen: false, giveUp);

    /// <summary>The tickets opened for a session.</summary>
    public async Task<JsonElement[]> Tickets(Api direct, Guid sessionId)
    {
        var page = await admin.Signed(token => direct.Get($"/api/tickets?deskId={Id}&limit=100", token));
        return [.. page.GetProperty("tickets").EnumerateArray().Where(ticket => ticket.GetProperty("sessionIds").EnumerateArray().Any(id => id.GetGuid() == sessionId))];
    }

    // Whether a change that was not answered happened, the next look says.
    private Task Set(object[]? hours, bool isOpen, CancellationToken giveUp) => admin.Until(async () =>
    {
        var schedule = await admin.Signed(token => api.Get($"/api/desks/{Id}/schedule", token));
        var hasHours = schedule.TryGetProperty("hours", out var now) && now.ValueKind is JsonValueKind.Array;
        if (hasHours != isOpen) return;
        var revision = schedule.GetProperty("revision").GetInt64();
        var changed = new { zone = "UTC", hours, exceptions = Array.Empty<object>(), shifts = Array.Empty<object>(), duty = Array.Empty<object>(), revision };
        await admin.Signed(token => api.Put($"/api/desks/{Id}/schedule", token, changed));
    }, giveUp);
}
