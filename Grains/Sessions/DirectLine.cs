namespace LiveChat.Sessions;

/// <summary>Finds or makes the one direct session of two people. The unique key in the database decides a race.</summary>
public sealed class DirectLine(ISessionIndex index, TimeProvider clock) : Grain, IDirectLine
{
    /// <inheritdoc/>
    public async Task<Outcome<SessionView>> Open(Caller caller, string targetId, string? title)
    {
        if (!MessageRules.IsUserId(targetId)) return new Refusal(RefusalCode.NotFound, "There is no such user.");
        if (targetId == caller.UserId) return new Refusal(RefusalCode.Invalid, "You cannot talk to yourself.");
        var key = this.GetPrimaryKeyString();
        if (key != IDirectLine.KeyOf(caller.UserId, targetId)) return new Refusal(RefusalCode.Forbidden, "You can open your own lines only.");
        try
        {
            if (await Find(key) is { } found) return await found.Read(caller);

            var made = await Session(Guid.CreateVersion7(clock.GetUtcNow())).Create(caller, new(
                SessionKind.Direct, null, title, [new(targetId, "", UserRole.Customer, 0)], key));
            if (made.Refusal?.Code is RefusalCode.Conflict && await Find(key) is { } first) return await first.Read(caller);
            return made;
        }
        catch (StoreUnavailableException)
        {
            return new Refusal(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");
        }
    }

    private async Task<IChatSession?> Find(string key) =>
        await index.FindDirect(key, CancellationToken.None) is { } sessionId ? Session(sessionId) : null;

    private IChatSession Session(Guid sessionId) => GrainFactory.GetGrain<IChatSession>(sessionId);
}
