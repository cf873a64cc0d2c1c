using LiveChat.Sessions;
using LiveChat.Simulation.Engine;

namespace LiveChat.Simulation.People;

/// <summary>A visitor: talks, asks for a person, changes their mind, leaves, comes back.</summary>
internal sealed class Visitor(World world, Caller me, Dice dice) : Person(world, me, dice)
{
    public override async Task Live()
    {
        for (var deeds = World.Circumstances.Deeds; deeds > 0;)
        {
            await Think();
            var sessionId = Dice.Guid();
            await Create(sessionId);
            for (; deeds > 0 && World.Database.Log.HeaderOf(sessionId) is { Status: not (SessionStatus.Closed or SessionStatus.Deleted) }; deeds--)
            {
                await Think();
                if (World.Circumstances.Idles && Dice.Chance(0.15)) await World.Delay(TimeSpan.FromSeconds(60));
                await Do(Followed[sessionId]);
            }
            deeds--;
        }
    }

    public async Task End()
    {
        foreach (var follower in Followed.Values) await follower.End();
    }

    private async Task Create(Guid sessionId)
    {
        var deskId = Dice.Of(Circumstances.Desks);
        World.Note($"{Me.UserId} begins {World.NameOf(sessionId)} at {deskId}");
        var wish = Dice.Chance(0.8) ? new NewSession(SessionKind.Support, deskId, null, []) : new NewSession(SessionKind.Assistant, null, null, []);
        var made = await Insist(client => client.GetGrain<IChatSession>(sessionId).Create(Me, wish), answer => answer.Refusal);
        // Made by a call whose answer was lost, it is there already.
        if (made.Refusal is { Code: not RefusalCode.Conflict } refusal) World.Promises.Break($"{World.NameOf(sessionId)} was not made: {refusal}");
        Follow(sessionId);
    }

    private async Task Do(Follower session)
    {
        var sessionId = session.SessionId;
        switch (Dice.Below(20))
        {
            case < 8:
                await Say(sessionId);
                break;
            case < 14:
                await AskForPerson(sessionId);
                break;
            case 14:
                await Told("takes the wish back", sessionId, chat => chat.CancelRequest(Me));
                break;
            case 15:
                await Told("closes", sessionId, chat => chat.Close(Me, "enough"));
                break;
            case 16 when Sent.FindLast(sent => sent.SessionId == sessionId && sent.Receipt is not null) is { } sent:
                await Recall(sent);
                break;
            case 17:
                await Told("stops the answer", sessionId, chat => chat.StopReply(Me));
                break;
            case 18 when Dice.Chance(0.2):
                await Told("deletes", sessionId, chat => chat.Delete(Me));
                break;
            default:
                await MarkRead(session);
                break;
        }
    }

    private async Task AskForPerson(Guid sessionId)
    {
        var deskId = Dice.Chance(0.5) ? Dice.Of(Circumstances.Desks) : World.Database.Log.HeaderOf(sessionId)?.DeskId ?? Circumstances.Desks[0];
        World.Note($"{Me.UserId} asks for a person in {World.NameOf(sessionId)} at {deskId}");
        var answer = await Insist(client => client.GetGrain<IChatSession>(sessionId).RequestHuman(Me, new(deskId, null)), answer => answer.Refusal);
        World.Note($"{Me.UserId}: {answer.Refusal?.Code ?? $"place {answer.Value!.Position}"}");
    }

    private async Task Told(string what, Guid sessionId, Func<IChatSession, Task<Refusal?>> deed)
    {
        World.Note($"{Me.UserId} {what}: {World.NameOf(sessionId)}");
        var refusal = await Insist(deed, sessionId);
        World.Note($"{Me.UserId}: {refusal?.Code ?? "done"}");
    }

    private async Task Recall(Sent sent)
    {
        World.Note($"{Me.UserId} takes {sent.ClientId} back");
        sent.Recalled ??= null;
        if (await Insist(session => session.Recall(Me, sent.Receipt!.Seq), sent.SessionId) is null) sent.Recalled = true;
    }
}
