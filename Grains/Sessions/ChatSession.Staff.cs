using LiveChat.Assistant;
using LiveChat.Desks;
using LiveChat.Moods;
using LiveChat.Queues;
using Orleans.Streams;

namespace LiveChat.Sessions;

// What the desk's staff sees beside the conversation: who else looks at it, what it is about, its row in the desk's list.
public sealed partial class ChatSession
{
    /// <summary>What is said reaches the row in the desk's list at most so often; where the session stands, at once.</summary>
    private static readonly TimeSpan RowEvery = TimeSpan.FromSeconds(5);

    /// <summary>So many of the newest moods are remembered: more than count for the present one.</summary>
    private const int FeltMessages = 16;

    private readonly SortedDictionary<long, int> _felt = [];
    private readonly Viewers _viewers = new();
    private DateTimeOffset _rowShownAt;

    /// <inheritdoc/>
    public async Task<Outcome<ViewerList>> View(Caller caller, bool isViewing, bool isTyping)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.SeeNotes) is { } refusal) return refusal;
        _viewers.Set(caller, isViewing, isTyping, Now);
        await PublishNote(new ViewingChanged(Id, caller.UserId, caller.Name, isViewing, isViewing && isTyping));
        return new ViewerList(_viewers.Others(caller.UserId, Now));
    }

    /// <inheritdoc/>
    public async Task<Outcome<SessionSummary>> Summary(Caller caller)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.SeeNotes) is { } refusal) return refusal;
        try
        {
            return await GrainFactory.GetGrain<IAssistant>(Id).Summarise();
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
        catch (TimeoutException)
        {
            return new Refusal(RefusalCode.Timeout, "The summary took too long; try again in a moment.");
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<SuggestedReply>> Suggest(Caller caller)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.SeeNotes) is { } refusal) return refusal;
        try
        {
            return await GrainFactory.GetGrain<IAssistant>(Id).Suggest();
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
        catch (TimeoutException)
        {
            return new Refusal(RefusalCode.Timeout, "The draft took too long; try again in a moment.");
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<SessionMoods>> Moods(Caller caller)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.SeeNotes) is { } refusal) return refusal;
        try
        {
            var known = await moods.Of(Id, SessionMoods.MostMoods, CancellationToken.None);
            return new SessionMoods(known, MoodRules.Current(known));
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    /// <inheritdoc/>
    public async Task Feel(Mood mood)
    {
        if (await ReadyToWrite() is not null || _state is null) return;
        _felt[mood.Seq] = mood.Score;
        if (_felt.Count > FeltMessages) _felt.Remove(_felt.First().Key);
        await PublishNote(new MoodShown(Id, mood));
        var urgency = MoodRules.Urgency(mood.Score);
        if (_state is not { Header: { Status: SessionStatus.Waiting, DeskId: { } deskId } header } || urgency <= header.Urgency) return;
        var draft = Draft();
        draft.Hurry(urgency, mood.Score);
        // What cannot be written now is no loss: the next message will tell of the mood, too.
        if ((await Write(draft.ToAppend())).Done) await TellQueue(deskId);
    }

    /// <summary>Shows the desk what became of the session. A session in which nothing was said is nobody's work yet.</summary>
    private async Task ShowAtDesk(SessionState? before, SessionAppend append, bool changed)
    {
        var header = append.Header;
        if (header.LastSeq == 0 || (header.DeskId ?? before?.Header.DeskId) is null) return;
        var said = Array.FindLast(append.Entries, entry => entry is { Type: not MessageType.System, Recalled: false });
        var first = before is null or { Header.LastSeq: 0 };
        if (!changed && !first && (said is null || (Now - _rowShownAt).Duration() < RowEvery)) return;

        _rowShownAt = Now;
        var name = (_state ?? before)?.Member(header.CreatorId)?.Name ?? header.CreatorId;
        var row = DeskRow.Of(Views.Public(header), name, said?.Content, said?.Type);
        if (header.DeskId is { } deskId) await PublishRow(deskId, row);
        if (before?.Header.DeskId is { } oldDesk && oldDesk != header.DeskId) await PublishRow(oldDesk, row);
    }

    private Task PublishRow(string deskId, DeskSession row) =>
        Publish(this.GetStreamProvider(StreamNames.Provider).GetStream<DeskEvent>(StreamNames.Desk(deskId)), new DeskSessionChanged(deskId, row));
}
