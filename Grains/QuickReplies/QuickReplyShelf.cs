using LiveChat.Desks;
using Orleans.Concurrency;

namespace LiveChat.QuickReplies;

/// <inheritdoc cref="IQuickReplies"/>
/// <remarks>It keeps nothing: a page reads them once, and the database sees to it that a shortcut stands once.</remarks>
[StatelessWorker]
public sealed class QuickReplyShelf(IQuickReplyStore store, IDeskStore desks, TimeProvider clock) : Grain, IQuickReplies
{
    /// <inheritdoc/>
    public async Task<Outcome<QuickReplyList>> List(Caller caller, string? deskId)
    {
        if (QuickReplyRules.RefuseListing(caller, deskId) is { } refusal) return refusal;
        try
        {
            var ownerId = caller.Role is UserRole.Agent ? caller.UserId : null;
            return new QuickReplyList(await store.Of(ownerId, deskId is null ? caller.Desks : [deskId], CancellationToken.None));
        }
        catch (StoreUnavailableException)
        {
            return Away;
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<QuickReply>> Add(Caller caller, QuickReplyDraft draft)
    {
        if (QuickReplyRules.RefuseWriting(caller, draft.DeskId) is { } refusal) return refusal;
        if (QuickReplyRules.Refuse(draft) is { } malformed) return malformed;
        try
        {
            if (draft.DeskId is { } deskId && !Array.Exists(await desks.All(CancellationToken.None), desk => desk.DeskId == deskId)) return NoSuchDesk;
            var ownerId = draft.DeskId is null ? caller.UserId : null;
            var known = await store.Of(ownerId, draft.DeskId is null ? [] : [draft.DeskId], CancellationToken.None);
            if (known.Length >= QuickReplyRules.MostOfOwner) return TooMany;
            return await Save(new(Guid.CreateVersion7(clock.GetUtcNow()), draft.DeskId, ownerId, "", "", default), draft);
        }
        catch (StoreUnavailableException)
        {
            return Away;
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<QuickReply>> Change(Caller caller, Guid id, QuickReplyDraft draft)
    {
        try
        {
            var (reply, refusal) = await Find(caller, id);
            if (refusal is not null) return refusal;
            if (draft.DeskId is { } deskId && deskId != reply!.DeskId) return new Refusal(RefusalCode.Invalid, "A quick reply stays with its desk or agent; write a new one instead.");
            return QuickReplyRules.Refuse(draft) is { } malformed ? malformed : await Save(reply!, draft);
        }
        catch (StoreUnavailableException)
        {
            return Away;
        }
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Remove(Caller caller, Guid id)
    {
        try
        {
            var (_, refusal) = await Find(caller, id);
            if (refusal is not null) return refusal;
            return await store.Remove(id, CancellationToken.None) ? null : NoSuchReply;
        }
        catch (StoreUnavailableException)
        {
            return Away;
        }
    }

    /// <summary>One that the caller may write.</summary>
    private async Task<(QuickReply? Reply, Refusal? Refusal)> Find(Caller caller, Guid id)
    {
        if (QuickReplyRules.RefuseListing(caller, null) is { } refusal) return (null, refusal);
        if (await store.Find(id, CancellationToken.None) is not { } reply || !QuickReplyRules.MayUse(caller, reply)) return (null, NoSuchReply);
        return (reply, QuickReplyRules.RefuseWriting(caller, reply.DeskId));
    }

    private async Task<Outcome<QuickReply>> Save(QuickReply reply, QuickReplyDraft draft)
    {
        reply = reply with { Shortcut = draft.Shortcut.ToLowerInvariant(), Content = draft.Content.Trim(), UpdatedAt = clock.GetUtcNow() };
        try
        {
            return await store.Save(reply, CancellationToken.None) ? reply : new Refusal(RefusalCode.Conflict, $"There is a quick reply /{reply.Shortcut} already; choose another shortcut.");
        }
        catch (EntryRejectedException)
        {
            return new Refusal(RefusalCode.Invalid, "The database cannot store this.");
        }
    }

    private static Refusal NoSuchReply { get; } = new(RefusalCode.NotFound, "There is no such quick reply.");

    private static Refusal NoSuchDesk { get; } = new(RefusalCode.NotFound, "There is no such desk.");

    private static Refusal TooMany { get; } = new(RefusalCode.Conflict, $"There are {QuickReplyRules.MostOfOwner} quick replies here already; remove one first.");

    private static Refusal Away { get; } = new(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");
}
