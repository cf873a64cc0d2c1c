using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Queues;
using Microsoft.Extensions.Logging;

namespace LiveChat.Desks;

/// <inheritdoc cref="IDeskAdmin"/>
/// <remarks>Check, commit with the entry of the trail, then tell: the queue takes the seats over, fronts have members sign in anew.</remarks>
public sealed partial class DeskAdmin(
    IDeskSetupStore desks, IUserStore users, TimeProvider clock, ILogger<DeskAdmin> logger) : Grain, IDeskAdmin
{
    private static readonly Refusal Taken = new(RefusalCode.Conflict, "There is a desk with this id already.");
    private static readonly Refusal NoSuchDesk = new(RefusalCode.NotFound, "There is no such desk.");

    private string DeskId => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public async Task<Outcome<DeskSetup>> Create(Caller caller, DeskDraft draft)
    {
        if ((AdminRules.Refuse(caller) ?? DeskRules.RefuseId(DeskId) ?? DeskRules.RefuseNew(draft)) is { } refusal) return refusal;
        var members = await Seat(draft.Members ?? [], []);
        if (members.Refusal is { } unfit) return unfit;

        var desk = new DeskSetup(DeskId, AccountRules.Tidy(draft.Name)!, members.Value!);
        var deed = Audited.Deed(clock, caller, AuditAction.DeskCreated, DeskId, DeskRules.Changes(new(DeskId, "", []), desk));
        if (await desks.Create(desk, deed, CancellationToken.None) is not { } revoked) return Taken;
        await Tell(revoked);
        return desk;
    }

    /// <inheritdoc/>
    public async Task<Outcome<DeskSetup>> Change(Caller caller, DeskDraft draft)
    {
        if ((AdminRules.Refuse(caller) ?? DeskRules.Refuse(draft)) is { } refusal) return refusal;
        if (await desks.Find(DeskId, CancellationToken.None) is not { } known) return NoSuchDesk;
        var members = draft.Members is null ? known.Members : await Seat(draft.Members, known.Members);
        if (members.Refusal is { } unfit) return unfit;

        var desk = known with { Name = AccountRules.Tidy(draft.Name) ?? known.Name, Members = members.Value! };
        if (DeskRules.Changes(known, desk) is not { Length: > 0 } changes) return known;
        await Tell(await desks.Update(desk, Audited.Deed(clock, caller, AuditAction.DeskChanged, DeskId, changes), CancellationToken.None));
        return desk;
    }

    /// <inheritdoc/>
    public async Task<Outcome<DeskWidget>> SetWidget(Caller caller, WidgetSettings settings)
    {
        if ((AdminRules.Refuse(caller) ?? WidgetRules.Refuse(settings)) is { } refusal) return refusal;
        if (await desks.Widget(DeskId, CancellationToken.None) is not { } known) return NoSuchDesk;
        var tidy = WidgetRules.Tidy(settings);
        var changes = WidgetRules.Changes(known.Settings ?? WidgetDefaults.Settings, tidy);
        if (changes.Length > 0)
            await desks.SaveWidget(DeskId, tidy, Audited.Deed(clock, caller, AuditAction.WidgetChanged, DeskId, changes), CancellationToken.None);
        return new DeskWidget(known.Desk, tidy);
    }

    /// <summary>The seats of the draft under the agents' names; refused when one of them is nobody who can work at a desk.</summary>
    private async Task<Outcome<DeskSeat[]>> Seat(MemberDraft[] drafts, DeskSeat[] known)
    {
        var seats = new List<DeskSeat>(drafts.Length);
        foreach (var draft in drafts)
        {
            var name = Array.Find(known, seat => seat.UserId == draft.UserId)?.Name;
            if (name is null)
            {
                if (await users.Find(draft.UserId, CancellationToken.None) is not { } user) return Invalid($"There is no user {draft.UserId}.");
                if (user.Role is not UserRole.Agent) return Invalid($"{user.Name} is no agent; only agents work at desks.");
                name = user.Name;
            }
            seats.Add(new DeskSeat(DeskId, draft.UserId, name, draft.Capacity) { Skills = DeskRules.Tidy(draft.Skills) });
        }
        return seats.OrderBy(seat => seat.UserId, StringComparer.Ordinal).ToArray();
    }

    private async Task Tell(AccessRevoked[] revoked)
    {
        try
        {
            await GrainFactory.GetGrain<IAgentQueue>(DeskId).SeatsChanged();
        }
        catch (Exception fault)
        {
            // Whatever ails the queue: it compares itself with the stored seats from time to time.
            LogQueueAway(logger, DeskId, fault);
        }
        foreach (var access in revoked)
        {
            try
            {
                await this.GetStreamProvider(StreamNames.Provider).GetStream<AccessRevoked>(StreamNames.Revocations).OnNextAsync(access);
            }
            catch (Exception fault)
            {
                // Whatever ails the stream: fronts ask for what they missed.
                LogPublishFailed(logger, access.UserId, fault);
            }
        }
    }

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);

    [LoggerMessage(1, LogLevel.Warning, "The queue of desk {DeskId} could not be told of its seats; it will see")]
    private static partial void LogQueueAway(ILogger logger, string deskId, Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "That the desks of {UserId} changed could not be published; fronts will ask")]
    private static partial void LogPublishFailed(ILogger logger, string userId, Exception fault);
}
