using LiveChat.Queues;
using LiveChat.Schedules;

namespace LiveChat.Sessions;

// The desk's hours: where a wish for a person goes, what becomes of one that nobody came to, and visitors who come back.
public sealed partial class ChatSession
{
    /// <summary>A shorter silence makes no visitor idle, so the queue need not hear of its end.</summary>
    private static readonly TimeSpan ShortSilence = TimeSpan.FromMinutes(1);

    private DateTimeOffset? _answeredSince;

    /// <inheritdoc/>
    public Task AgentFull(string agentId) => Requeue(agentId, full: true);

    /// <inheritdoc/>
    public async Task DeskClosed(string deskId, DateTimeOffset? opensAt)
    {
        // The queue says it again until we have left: what fails now comes again.
        if (await ReadyToWrite() is not null || Wish() is not { } wish || _state!.Header.DeskId != deskId) return;
        var header = _state.Header;
        var creator = _state.Member(header.CreatorId);
        var customer = new Caller(header.CreatorId, creator?.Name ?? "", creator?.Role ?? UserRole.Visitor, []);
        // Who asked before saying a word has said what it is about since.
        var about = header.WaitingReason ?? GistOf(await Tail()) ?? "";
        await GrainFactory.GetGrain<IAwayMessage>(wish).Keep(new(Id, deskId, customer, about, opensAt));
    }

    /// <inheritdoc/>
    public async Task WishKept(KeptWish kept)
    {
        if (await ReadyToWrite() is not null || Wish() != kept.WishId || _state!.Header.DeskId != kept.DeskId) return;
        var draft = Draft();
        draft.LeaveClosedDesk(kept);
        if (!(await Write(draft.ToAppend())).Done) return;
        await LeaveDesk(kept.DeskId);
        LookForOrphan();
    }

    /// <summary>The wish for a person that the session waits with: one for each time that it was made. Null when it does not wait.</summary>
    private Guid? Wish() =>
        _state?.Header is { Status: SessionStatus.Waiting, WaitingSince: { } since } ? AwayRules.WishId(Id, since) : null;

    /// <summary>Where a wish for a person at a desk goes; with nothing to go by, whether that desk serves.</summary>
    private async Task<Outcome<DeskRoute>> Route(string deskId, string? about)
    {
        try
        {
            var schedule = GrainFactory.GetGrain<ISchedule>(deskId);
            if (about is not null) return await schedule.Route(about);
            var opening = await schedule.Opening();
            return opening.Open ? new DeskRoute(deskId) : AwayRules.Closed(opening);
        }
        catch (Exception fault)
        {
            // Whatever ails the schedule: who wants a person waits where they asked. The queue knows the hours too.
            LogQueueAway(logger, Id, deskId, fault);
            return new DeskRoute(deskId);
        }
    }

    /// <summary>An agent's first word since a person was asked for: the queue need not wait until it finds that out by itself.</summary>
    private async Task ShowAnswered(Message said)
    {
        if (said.Type is not MessageType.Agent || _state?.Header is not { DeskId: { } deskId, WaitingSince: { } since } || since == _answeredSince) return;
        try
        {
            await Queue(deskId).AgentSpoke(Id, since, said.CreatedAt);
            _answeredSince = since;
        }
        catch (Exception fault)
        {
            // Whatever ails the queue: it sees in the log that somebody answered.
            LogQueueAway(logger, Id, deskId, fault);
        }
    }

    /// <summary>After a silence the session may have lost its slot at the agent: the queue gives it back, or has it wait.</summary>
    private async Task ShowVisitorBack(Caller caller, DateTimeOffset quietSince)
    {
        if (_state?.Header is not { Status: SessionStatus.Assigned, DeskId: { } deskId } header || header.CreatorId != caller.UserId) return;
        if (Now - quietSince < ShortSilence) return;
        try
        {
            await Queue(deskId).VisitorBack(Id);
        }
        catch (Exception fault)
        {
            // Whatever ails the queue: it sees in the log that the visitor is back.
            LogQueueAway(logger, Id, deskId, fault);
        }
    }
}
