using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Files;
using LiveChat.Sessions;
using Microsoft.Extensions.Options;

namespace LiveChat.Exports;

/// <inheritdoc cref="IExports"/>
/// <remarks>The turn counts what a user has at once. It keeps nothing.</remarks>
public sealed class UserExports(IExportStore exports, IUserStore users, IFileBytes bytes, TimeProvider clock, IOptions<ExportOptions> options) : Grain, IExports
{
    private static readonly Refusal NoSuchExport = new(RefusalCode.NotFound, "There is no such export, or it is not yours.");
    private static readonly Refusal NoSuchUser = new(RefusalCode.NotFound, "There is no such user.");
    private static readonly Refusal NotYours = new(RefusalCode.Forbidden, "You can export your own data and conversations that you may read.");
    private static readonly Refusal NotDone = new(RefusalCode.Conflict, "The file is not written yet.");
    private static readonly Refusal Away = new(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");

    /// <inheritdoc/>
    public Task<Outcome<Export>> Begin(Caller caller, ExportWish wish) => Trying<Export>(caller, async () =>
    {
        if (await Refuse(caller, wish) is { } refusal) return refusal;
        var known = await exports.Of(caller.UserId, CancellationToken.None);
        if (known.Count(export => export.Status is ExportStatus.Queued or ExportStatus.Running) >= options.Value.AtOncePerUser)
            return new Refusal(RefusalCode.Conflict, "Your earlier exports are still being written. Wait for one of them, or remove it.");
        if (known.Length >= options.Value.KeptPerUser) return new Refusal(RefusalCode.Conflict, "You have too many exports. Remove some first.");

        var now = clock.GetUtcNow();
        wish = wish.SessionId is null ? wish with { UserId = wish.UserId ?? caller.UserId } : wish;
        var export = new Export(Guid.CreateVersion7(now), caller.UserId, wish, ExportStatus.Queued, 0, 0, 0, null, now, now + options.Value.KeptFor);
        await exports.Add(export, Audited.Deed(
            clock, caller, AuditAction.DataExported, wish.SessionId?.ToString() ?? wish.UserId, ("of", wish.SessionId is null ? "user" : "session"), ("format", wish.Format.ToString())), CancellationToken.None);
        return export;
    });

    /// <inheritdoc/>
    public Task<Outcome<ExportList>> List(Caller caller) =>
        Trying<ExportList>(caller, async () => new ExportList(await exports.Of(caller.UserId, CancellationToken.None)));

    /// <inheritdoc/>
    public Task<Outcome<Export>> Find(Caller caller, Guid exportId) =>
        Trying<Export>(caller, async () => await Own(caller, exportId) is { } stored ? stored.Export : NoSuchExport);

    /// <inheritdoc/>
    public Task<Outcome<ExportFile>> Open(Caller caller, Guid exportId) => Trying<ExportFile>(caller, async () => await Own(caller, exportId) switch
    {
        null => NoSuchExport,
        { Export.Status: ExportStatus.Done, Place: { } place } done => new ExportFile(done.Export, place),
        { Export: { Status: ExportStatus.Failed, Failure: var failure } } => new Refusal(RefusalCode.Conflict, failure ?? "The export failed."),
        _ => NotDone,
    });

    /// <inheritdoc/>
    public async Task<Refusal?> Remove(Caller caller, Guid exportId)
    {
        var removed = await Trying<Export>(caller, async () =>
        {
            if (await Own(caller, exportId) is not { } stored) return NoSuchExport;
            // First the row: a front that is writing it finds that out, and drops what it has.
            await exports.Remove(exportId, CancellationToken.None);
            if (stored.Place is { } place) bytes.Remove(place);
            return stored.Export;
        });
        return removed.Refusal;
    }

    private async Task<Refusal?> Refuse(Caller caller, ExportWish wish)
    {
        if (wish.SessionId is { } sessionId)
        {
            if (wish.UserId is not null) return new(RefusalCode.Invalid, "An export is of a conversation or of a user, not of both.");
            return (await GrainFactory.GetGrain<IChatSession>(sessionId).Read(caller)).Refusal;
        }
        if (wish.UserId is null || wish.UserId == caller.UserId) return null;
        if (caller.Role is not UserRole.Admin) return NotYours;
        return await users.Find(wish.UserId, CancellationToken.None) is null ? NoSuchUser : null;
    }

    private async Task<StoredExport?> Own(Caller caller, Guid exportId) =>
        await exports.Find(exportId, CancellationToken.None) is { } stored && stored.Export.OwnerId == caller.UserId && stored.Export.ExpiresAt > clock.GetUtcNow() ? stored : null;

    private async Task<Outcome<T>> Trying<T>(Caller caller, Func<Task<Outcome<T>>> what) where T : class
    {
        if (caller.UserId != this.GetPrimaryKeyString()) return NotYours;
        try
        {
            return await what();
        }
        catch (StoreUnavailableException)
        {
            return Away;
        }
    }
}
