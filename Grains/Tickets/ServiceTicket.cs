using LiveChat.Accounts;
using LiveChat.Contacts;
using LiveChat.Desks;
using LiveChat.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Tickets;

/// <summary>One ticket. Every command goes the same way: check, commit, publish.</summary>
/// <remarks>Read it in this order: this file (life, reading, commenting), Opening, Changing, Commit, Telling (the conversations it belongs to).</remarks>
public sealed partial class ServiceTicket(
    ITicketStore tickets,
    IUserStore users,
    IDeskStore desks,
    IContactStore contacts,
    TimeProvider clock,
    IOptions<SessionOptions> options,
    ILogger<ServiceTicket> logger) : Grain, ITicket
{
    // Null when there is no such ticket. Only to be believed while _known is true: a write whose outcome nobody knows
    // makes it false, and it is read again before anything else is decided.
    private StoredTicket? _stored;
    private bool _known;

    private Guid Id => this.GetPrimaryKey();

    // Databases keep microseconds: an answer must say what will be read.
    private DateTimeOffset Now
    {
        get
        {
            var now = clock.GetUtcNow();
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<TicketView>> Read(Caller caller, TicketRange range)
    {
        if (await Ready() is { } away) return away;
        if (SeatOf(caller) is not (not TicketSeat.Stranger and var seat)) return Unknown();
        if (range.Limit is < 1 or > TicketRange.MostEntries) return Invalid($"limit must be from 1 to {TicketRange.MostEntries}.");
        if (range.BeforeSeq is < 1) return Invalid("beforeSeq must be 1 or more.");
        try
        {
            var ticket = _stored!.Ticket;
            // No further than the ticket that stands beside them.
            var before = Math.Min(range.BeforeSeq ?? long.MaxValue, ticket.Revision + 1);
            var entries = await tickets.Entries(Id, 0, before, range.Limit, CancellationToken.None);
            return new TicketView(ticket, TicketRules.Visible(entries, seat), entries is [{ Seq: > 1 and var first }, ..] ? first : null);
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<TicketEntry>> Comment(Caller caller, NewComment comment)
    {
        if (await Ready() is { } away) return away;
        if (SeatOf(caller) is not (not TicketSeat.Stranger and var seat)) return Unknown();
        try
        {
            if (await tickets.FindComment(Id, comment.CommentId, CancellationToken.None) is { } earlier)
                return earlier.ById == caller.UserId ? earlier : new Refusal(RefusalCode.Conflict, "The id belongs to somebody else's comment; choose another.");
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
        if (TicketRules.Refuse(_stored!.Ticket, seat, comment) is { } refusal) return refusal;

        var draft = Draft(caller);
        var entry = draft.Comment(comment);
        return await Write(draft.ToAppend()) is { } unwritten ? unwritten : entry;
    }

    /// <summary>Reads the ticket when it is not known, or not known for sure. Null when it is known.</summary>
    private async ValueTask<Refusal?> Ready()
    {
        if (_known) return null;
        try
        {
            _stored = await tickets.Load(Id, CancellationToken.None);
            _known = true;
            TellSessions();
            return null;
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    private TicketSeat SeatOf(Caller caller) => TicketRules.SeatOf(_stored?.Ticket, caller);

    private Refusal Unknown() => Unmade(TicketRules.NoSuchTicket);

    // What does not exist costs no memory, however often somebody asks for it.
    private Refusal Unmade(Refusal refusal)
    {
        if (_known && _stored is null) DeactivateOnIdle();
        return refusal;
    }

    private TicketDraft Draft(Caller by) => new(_stored!, by, Now);

    private Refusal StoreAway(StoreUnavailableException fault)
    {
        LogStoreAway(logger, Id, fault.Message);
        return new(RefusalCode.StoreUnavailable, "The database is away; nothing is lost if you send it again in a few seconds.");
    }

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);

    [LoggerMessage(1, LogLevel.Warning, "The database is away for ticket {TicketId}: {Reason}")]
    private static partial void LogStoreAway(ILogger logger, Guid ticketId, string reason);

    [LoggerMessage(2, LogLevel.Warning, "Somebody else writes ticket {TicketId}; it is read anew")]
    private static partial void LogTaken(ILogger logger, Guid ticketId);

    [LoggerMessage(3, LogLevel.Error, "The database refuses a write of ticket {TicketId}")]
    private static partial void LogRejected(ILogger logger, Guid ticketId, Exception fault);

    [LoggerMessage(4, LogLevel.Warning, "A change of ticket {TicketId} could not be published; whoever looks will see it")]
    private static partial void LogPublishFailed(ILogger logger, Guid ticketId, Exception fault);

    [LoggerMessage(5, LogLevel.Warning, "Session {SessionId} could not be told of ticket {TicketId}; it is told again")]
    private static partial void LogSessionAway(ILogger logger, Guid ticketId, Guid sessionId, Exception fault);
}
