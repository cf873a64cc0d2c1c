using Orleans.Concurrency;

namespace LiveChat.Sessions;

/// <summary>Reads a user's sessions across all of them. It keeps nothing, so any silo may answer.</summary>
[StatelessWorker]
public sealed class SessionList(ISessionIndex index) : Grain, ISessionList
{
    private const int MostSessions = 100;
    private const int LongestText = 80;

    /// <inheritdoc/>
    public async Task<Outcome<SessionPage>> List(Caller caller, string? next, int limit)
    {
        if (caller.UserId != this.GetPrimaryKeyString()) return new Refusal(RefusalCode.Forbidden, "You can list your own sessions only.");
        return await Page(limit, () => index.ListOf(caller.UserId, next, limit, CancellationToken.None));
    }

    /// <inheritdoc/>
    public async Task<Outcome<SessionPage>> All(Caller caller, SessionFilter filter, string? next, int limit)
    {
        if (AdminRules.Refuse(caller) is { } notAdmin) return notAdmin;
        if (filter.Text is { Length: > LongestText }) return new Refusal(RefusalCode.Invalid, $"q has at most {LongestText} characters.");
        return await Page(limit, () => index.All(filter, next, limit, CancellationToken.None));
    }

    private static async Task<Outcome<SessionPage>> Page(int limit, Func<Task<SessionPage>> read)
    {
        if (limit is < 1 or > MostSessions) return new Refusal(RefusalCode.Invalid, $"limit must be from 1 to {MostSessions}.");
        try
        {
            return await read();
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
