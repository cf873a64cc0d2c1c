using Orleans.Concurrency;

namespace LiveChat.Sessions;

/// <summary>Reads a user's sessions across all of them. It keeps nothing, so any silo may answer.</summary>
[StatelessWorker]
public sealed class SessionList(ISessionIndex index) : Grain, ISessionList
{
    private const int MostSessions = 100;

    /// <inheritdoc/>
    public async Task<Outcome<SessionPage>> List(Caller caller, string? next, int limit)
    {
        if (caller.UserId != this.GetPrimaryKeyString()) return new Refusal(RefusalCode.Forbidden, "You can list your own sessions only.");
        if (limit is < 1 or > MostSessions) return new Refusal(RefusalCode.Invalid, $"limit must be from 1 to {MostSessions}.");
        try
        {
            return await index.ListOf(caller.UserId, next, limit, CancellationToken.None);
        }
        catch (FormatException)
        {
            return new Refusal(RefusalCode.Invalid, "next must be what the last page answered.");
        }
        catch (StoreUnavailableException)
        {
            return new Refusal(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");
        }
    }
}
