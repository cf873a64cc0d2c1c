namespace LiveChat.Chaos.Clients;

/// <summary>A visitor who asks the assistant, then wants a person, and talks with them until the conversation is closed.</summary>
internal sealed class Visitor(Person person, string deskId, Api api, Random random)
{
    private const int LeastPauseMs = 150;
    private const int MostPauseMs = 600;

    public Person Person => person;

    /// <summary>The conversation; known once it was begun.</summary>
    public Guid SessionId { get; private set; }

    /// <summary>From the door to the end.</summary>
    public async Task Visit(CancellationToken giveUp)
    {
        await person.Until(person.Come, giveUp);
        await person.Until(async () => SessionId = (await person.Signed(token => api.Post("/api/chat/session/create", token, new { kind = "support", deskId }))).GetProperty("sessionId").GetGuid(), giveUp);
        var view = person.Open(SessionId);
        await person.Say(SessionId, "how long does an order take?", giveUp);
        await Pause(giveUp);
        await person.Until(() => WantPerson(), giveUp);
        while (!IsClosed(view))
        {
            if ((await person.Say(SessionId, "are you there?", giveUp)).RefusedFor is not null) return;
            await Pause(giveUp);
        }
    }

    private async Task WantPerson()
    {
        try
        {
            await person.Invoke("RequestHuman", SessionId, new { });
        }
        catch (Refused refused) when (refused.Code is "CONFLICT" or "CLOSED")
        {
            // An agent was faster.
        }
    }

    private static bool IsClosed(View view) => Array.Exists(view.Entries(), entry => entry.Event == "closed");

    private Task Pause(CancellationToken giveUp) => Task.Delay(random.Next(LeastPauseMs, MostPauseMs), giveUp);
}
