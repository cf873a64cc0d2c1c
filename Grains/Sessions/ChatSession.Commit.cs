using LiveChat.Presence;
using LiveChat.Tracing;
using Orleans.Streams;

namespace LiveChat.Sessions;

// The one way into the log, and from there to the readers.
public sealed partial class ChatSession
{
    // Cursors are committed beside the commands, so appends need an order of their own.
    private readonly SemaphoreSlim _appending = new(1, 1);
    private readonly RecentReceipts _receipts = new();
    private Dictionary<string, long> _cursors = [];
    private IAsyncStream<SessionEvent>? _stream;
    private long _shownSeq = -1;
    private bool _hasServed;

    /// <summary>What a write came to: nothing set means committed.</summary>
    /// <param name="Earlier">The entry that stands under the same client id; nothing was written.</param>
    /// <param name="Refusal">Why not.</param>
    /// <param name="Away">Whether the database is away, so that nobody knows.</param>
    private readonly record struct Written(Message? Earlier = null, Refusal? Refusal = null, bool Away = false)
    {
        public bool Done => Earlier is null && Refusal is null;
    }

    /// <summary>Commits, then shows what was committed.</summary>
    private async ValueTask<Written> Write(SessionAppend append)
    {
        var before = _state;
        var written = await Commit(append);
        if (written.Done) await Show(before, append);
        return written;
    }

    /// <summary>Commits the cursors that moved, unless another append has carried them meanwhile.</summary>
    private async ValueTask<Refusal?> CommitCursors() => (await Commit(null)).Refusal;

    private async ValueTask<Written> Commit(SessionAppend? append)
    {
        await _appending.WaitAsync();
        var cursors = TakeCursors();
        try
        {
            if (append is null && (cursors is null || _state is null)) return default;
            append = WithCursors(append ?? new() { Header = _state!.Header }, cursors);
            _hasServed = true;
            var result = await log.Append(append, CancellationToken.None);
            if (result.Earlier is { } earlier) return new(Earlier: earlier);
            _state = append.Created ? new(append.Header, append.Members) : _state!.With(append);
            cursors = null;
            return default;
        }
        catch (SequenceTakenException fault)
        {
            // Somebody else writes this session, so this activation is not its owner.
            _known = false;
            DeactivateOnIdle();
            LogSequenceTaken(logger, Id, fault);
            return new(Refusal: append!.Created
                ? new(RefusalCode.Conflict, "The session exists already.")
                : new(RefusalCode.StoreUnavailable, "The session has just moved to another server; send it again."));
        }
        catch (StoreUnavailableException fault)
        {
            _known = false;
            DoubtPlace(append!.Header);
            return new(Refusal: StoreAway(fault), Away: true);
        }
        catch (StoreOverloadedException)
        {
            return new(Refusal: new(RefusalCode.Overloaded, "The database has more to do than it can; try again in a moment."));
        }
        catch (EntryRejectedException fault)
        {
            LogRejected(logger, Id, fault);
            return new(Refusal: new(RefusalCode.Invalid, "The database cannot store this."));
        }
        finally
        {
            PutBack(cursors);
            _appending.Release();
        }
    }

    private Dictionary<string, long>? TakeCursors()
    {
        if (_cursors.Count == 0) return null;
        var taken = _cursors;
        _cursors = [];
        return taken;
    }

    private void PutBack(Dictionary<string, long>? cursors)
    {
        if (cursors is null) return;
        foreach (var (userId, seq) in cursors) MoveCursor(userId, seq);
    }

    private void MoveCursor(string userId, long seq) =>
        _cursors[userId] = _cursors.TryGetValue(userId, out var known) ? Math.Max(known, seq) : seq;

    private SessionAppend WithCursors(SessionAppend append, Dictionary<string, long>? cursors)
    {
        if (cursors is null || _state is null) return append;
        var members = new List<SessionMember>(append.Members);
        // Once through the members, however many cursors moved: in a large group they move by the hundred.
        foreach (var member in _state.Members)
        {
            if (!cursors.TryGetValue(member.UserId, out var seq) || Array.IndexOf(append.RemovedMembers, member.UserId) >= 0) continue;
            var index = Array.FindIndex(append.Members, changed => changed.UserId == member.UserId);
            if (index < 0) members.Add(member with { ReadSeq = Math.Max(seq, member.ReadSeq) });
            else members[index] = members[index] with { ReadSeq = Math.Max(seq, members[index].ReadSeq) };
        }
        return append with { Members = [.. members] };
    }

    /// <summary>Tells the readers what was committed. They could read it themselves: a push is only a hint.</summary>
    private async Task Show(SessionState? before, SessionAppend append)
    {
        if (append.Entries.Length > 0) await Publish(new MessagesAppended(Id, append.Entries, append.Header.Status, Trace: LiveChatTrace.Here));
        _shownSeq = append.Header.LastSeq;
        foreach (var note in append.Notes) await PublishNote(new NoteAppended(Id, note));

        var (header, old) = (append.Header, before?.Header);
        var changed = header.Status != old?.Status || header.Title != old.Title || header.AssigneeId != old.AssigneeId || header.Rating != old.Rating;
        await ShowAtDesk(before, append, changed);
        if (changed && old is not null) await Publish(new SessionChanged(Id, Views.Public(header)));
        if (header.Kind is SessionKind.Group && old is not null) await ListGroup(before!, append, changed);
        else if (changed) await List(before, append);
    }

    /// <summary>Entries whose commit nobody saw happen are shown once they are found in the log.</summary>
    private async Task ShowWhatWasMissed()
    {
        var lastSeq = _state?.Header.LastSeq ?? 0;
        if (_shownSeq >= 0 && lastSeq > _shownSeq)
        {
            var missed = await log.Read(Id, LogKind.Shared, new(_shownSeq, null, HistoryRange.MostEntries), CancellationToken.None);
            await Publish(new MessagesAppended(Id, missed, _state!.Header.Status));
        }
        _shownSeq = lastSeq;
    }

    /// <summary>Who comes and goes hears of it wherever they are; of what else changes a large group's members hear in the session alone.</summary>
    private async Task ListGroup(SessionState before, SessionAppend append, bool differs)
    {
        var now = _state ?? new SessionState(append.Header, before.Members);
        var few = now.Members.Length <= MostReadersTold;
        var toAll = differs && (few || now.Header.Status is SessionStatus.Deleted);
        var told = toAll ? now.Members : Array.FindAll(append.Members, member => before.Member(member.UserId) is null);
        await ListFor(now, told);
        var reason = Array.Exists(append.Entries, entry => entry.Event?.Name is SystemEventName.Removed) ? SystemEventName.Removed : SystemEventName.Left;
        foreach (var userId in append.RemovedMembers) await Publish(UserStream(userId), new SessionLeft(Id, reason));
    }

    private async Task List(SessionState? before, SessionAppend append)
    {
        var now = _state ?? new SessionState(append.Header, before?.Members ?? []);
        await ListFor(now, now.Members);
        foreach (var userId in append.RemovedMembers) await ListFor(userId, Views.For(Views.Public(now.Header), now.Members, userId, 0));
    }

    private async Task ListFor(SessionState now, SessionMember[] readers)
    {
        try
        {
            foreach (var reader in readers)
                await ListFor(reader.UserId, Views.For(Views.Public(now.Header), now.Members, reader.UserId, await Unread(now, reader.UserId)));
        }
        catch (StoreUnavailableException fault)
        {
            LogPublishFailed(logger, Id, fault);
        }
    }

    private Task ListFor(string userId, SessionView view) => Publish(UserStream(userId), new SessionListed(view));

    private IAsyncStream<UserEvent> UserStream(string userId) =>
        this.GetStreamProvider(StreamNames.Provider).GetStream<UserEvent>(StreamNames.User(userId));

    private Task PublishNote(SessionEvent note) =>
        Publish(this.GetStreamProvider(StreamNames.Provider).GetStream<SessionEvent>(StreamNames.Notes(Id)), note);

    private Task Publish(SessionEvent happened) =>
        Publish(_stream ??= this.GetStreamProvider(StreamNames.Provider).GetStream<SessionEvent>(StreamNames.Session(Id)), happened);

    private async Task Publish<T>(IAsyncStream<T> stream, T happened)
    {
        try
        {
            await stream.OnNextAsync(happened);
        }
        catch (Exception fault)
        {
            // Whatever ails the stream, the log has it: readers find the gap and ask.
            LogPublishFailed(logger, Id, fault);
        }
    }

    private Refusal StoreAway(StoreUnavailableException fault)
    {
        LogStoreAway(logger, Id, fault.Message);
        return new(RefusalCode.StoreUnavailable, "The database is away; nothing is lost if you send it again in a few seconds.");
    }
}
