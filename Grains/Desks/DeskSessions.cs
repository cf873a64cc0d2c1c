using Orleans.Concurrency;

namespace LiveChat.Desks;

/// <inheritdoc cref="IDeskSessions"/>
/// <remarks>It keeps nothing, so any silo may answer.</remarks>
[StatelessWorker]
public sealed class DeskSessions(IDeskSessionIndex index) : Grain, IDeskSessions
{
    /// <inheritdoc/>
    public async Task<Outcome<DeskSessionPage>> List(Caller caller, DeskSessionQuery query)
    {
        var deskId = this.GetPrimaryKeyString();
        if (!caller.WorksAt(deskId) && caller.Role is not UserRole.Admin) return new Refusal(RefusalCode.Forbidden, $"Only staff of the desk {deskId} can do this.");
        if (query.Limit is < 1 or > DeskSessionQuery.MostSessions) return new Refusal(RefusalCode.Invalid, $"limit must be from 1 to {DeskSessionQuery.MostSessions}.");
        try
        {
            return await index.OfDesk(deskId, query, CancellationToken.None);
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
