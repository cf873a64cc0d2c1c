using LiveChat.Accounts;
using LiveChat.Contacts;
using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Files;
using LiveChat.Moods;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Sessions;

/// <summary>
/// One conversation. Every command goes the same way: check, commit, publish. A turn at a time, one append in flight,
/// and nothing is acknowledged or shown before its commit.
/// </summary>
/// <remarks>
/// Read it in this order: this file (life and loading), Commit (the one way into the log), Speaking, Files, Judging (reactions
/// and ratings), Reading, Receipts, Group, Desk, Staff (what the desk sees beside it), Tickets, Reply (the assistant), Holding (the
/// database away), Upkeep (what is tried again).
/// </remarks>
public sealed partial class ChatSession(
    IMessageLog log,
    IUserStore users,
    IDeskStore desks,
    IFileStore files,
    IContactStore contacts,
    IAuditLog audit,
    IMoodStore moods,
    TimeProvider clock,
    IOptions<SessionOptions> options,
    IOptions<FilesOptions> fileOptions,
    ILogger<ChatSession> logger) : Grain, IChatSession, ISessionControl
{
    private readonly SessionOptions _options = options.Value;

    // Null when there is no such session. Only to be believed while _known is true: a write whose outcome nobody
    // knows makes it false, and it is read again before anything else is decided.
    private SessionState? _state;
    private bool _known;

    private Guid Id => this.GetPrimaryKey();

    // Databases keep microseconds: a receipt must say what will be read.
    private DateTimeOffset Now
    {
        get
        {
            var now = clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // With the database away the session activates all the same, and each call refuses until it can be read.
        if (await Ready() is null) RejoinQueue();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // What cannot be stored now is sent again by its sender, who has no durable receipt.
        if (_held.Count > 0) await ReadyToWrite();

        // An answer being given would be forgotten with us: it ends with what it had said.
        if (_reply is not null && await ReadyToWrite() is null) await BreakOff("restart");
    }

    /// <inheritdoc/>
    public async Task<Outcome<SessionView>> Create(Caller caller, NewSession session)
    {
        if (await Ready() is { } away) return away;
        if (_state is not null) return new Refusal(RefusalCode.Conflict, "The session exists already.");
        if (SessionRules.RefuseCreating(caller, session, _options.MaxMembers) is { } refusal) return Unmade(refusal);

        try
        {
            if (session.DeskId is { } deskId && await FindDesk(deskId) is null) return Unmade(NoSuchDesk);
            var others = session.Kind is SessionKind.Group
                ? await Known(caller, Array.ConvertAll(session.Others, other => other.UserId))
                : await Resolve(caller, session.Others);
            if (others is null) return Unmade(session.Kind is SessionKind.Group ? NobodyKnown : new Refusal(RefusalCode.NotFound, "There is no such user."));

            var committed = await Write(SessionCreation.From(Id, caller, session, others, Now));
            return committed.Refusal is { } refused ? Unmade(refused) : await ViewFor(caller);
        }
        catch (StoreUnavailableException fault)
        {
            return Unmade(StoreAway(fault));
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<SessionView>> Rename(Caller caller, string title)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Rename) is { } refusal) return refusal;
        if (MessageRules.RefuseTitle(title) is { } malformed) return malformed;

        if (title != _state!.Header.Title)
        {
            var draft = Draft();
            draft.Rename(title);
            if ((await Write(draft.ToAppend())).Refusal is { } refused) return refused;
        }
        return await ViewOrRefusal(caller);
    }

    /// <inheritdoc/>
    public async Task<Refusal?> Delete(Caller caller)
    {
        if (await ReadyToWrite() is { } away) return away;
        if (Refuse(caller, Deed.Delete) is { } refusal) return refusal;

        if (await DoubtFiles(null) is { } filesAway) return filesAway;
        if (await RecordDeletion(caller) is { } unrecorded) return unrecorded;

        var deskId = _state!.Header.DeskId;
        var draft = Draft();
        var ended = Interrupt(draft, "stopped");
        draft.Delete();
        if ((await Write(draft.ToAppend())).Refusal is { } refused) return refused;
        await Dismiss(ended);
        await LeaveDesk(deskId);
        return null;
    }

    /// <summary>Reads the session when it is not known, or not known for sure. Null when it is known.</summary>
    private async ValueTask<Refusal?> Ready()
    {
        if (_known) return null;
        await _appending.WaitAsync();
        try
        {
            if (_known) return null;
            _state = SessionState.From(await log.Load(Id, CancellationToken.None));
            await ShowWhatWasMissed();
            ForgetEndedReply();
            LookForOrphan();
            _known = true;
            return null;
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
        finally
        {
            _appending.Release();
        }
    }

    /// <summary>Ready, and nothing stands before the next entry: messages that were held are committed first.</summary>
    private async ValueTask<Refusal?> ReadyToWrite()
    {
        if (await Ready() is { } away) return away;
        return _held.Count == 0 ? null : await CommitHeld();
    }

    private Refusal? Refuse(Caller caller, Deed deed)
    {
        var refusal = SessionRules.Refuse(_state, caller, deed);
        if (_state is null) Leave();
        return refusal;
    }

    private Refusal Unmade(Refusal refusal)
    {
        if (_state is null) Leave();
        return refusal;
    }

    // What does not exist costs no memory, however often somebody asks for it.
    private void Leave()
    {
        if (_known && _unsettled.Count == 0) DeactivateOnIdle();
    }

    private LogDraft Draft() => new(_state!, Now);

    private async Task<Desk?> FindDesk(string deskId) =>
        Array.Find(await desks.All(CancellationToken.None), desk => desk.DeskId == deskId);

    /// <summary>The others as the user store knows them; null when one of them is unknown or an admin, whom nobody can talk to.</summary>
    private async Task<SessionMember[]?> Resolve(Caller creator, SessionMember[] others)
    {
        var members = new Dictionary<string, SessionMember>(others.Length, StringComparer.Ordinal);
        foreach (var other in others)
        {
            if (other.UserId == creator.UserId) continue;
            if (!MessageRules.IsUserId(other.UserId)) return null;
            if (await users.Find(other.UserId, CancellationToken.None) is not { Role: not UserRole.Admin } user) return null;
            members[user.UserId] = new(user.UserId, user.Name, user.Role, 0);
        }
        return [.. members.Values];
    }

    private static Refusal NoSuchDesk { get; } = new(RefusalCode.NotFound, "There is no such desk.");
}
