namespace LiveChat.Chaos.Clients;

/// <summary>A visitor who waits at a desk that closes, until they are told.</summary>
internal sealed class NightVisitor(Person person, Api api)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public Person Person => person;

    /// <summary>The conversation; known once it was begun.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>From the door until they know that nobody comes.</summary>
    public async Task Visit(CancellationToken giveUp)
    {
        await person.Until(person.Come, giveUp);
        await person.Until(async () => SessionId = (await person.Signed(token => api.Post("/api/chat/session/create", token, new { kind = "support", deskId = ClosingDesk.Id }))).GetProperty("sessionId").GetGuid(), giveUp);
        var view = person.Open(SessionId);
        await person.Say(SessionId, "is anybody there at night?", giveUp);
        if (!await Wait(giveUp)) return;
        while (!Array.Exists(view.Entries(), entry => entry.Event == "desk_closed")) await Task.Delay(Look, giveUp);
    }

    private async Task<bool> Wait(CancellationToken giveUp)
    {
        try
        {
            await person.Until(() => person.Invoke("RequestHuman", SessionId, new { }), giveUp);
            return true;
        }
        catch (Refused refused) when (refused.Code == "DESK_CLOSED")
        {
            // Too late, unless an earlier try was heard and only its answer was lost: the log says.
            return false;
        }
    }
}
