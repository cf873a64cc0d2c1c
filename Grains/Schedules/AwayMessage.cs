using LiveChat.Desks;
using LiveChat.Sessions;
using LiveChat.Tickets;
using Microsoft.Extensions.Logging;

namespace LiveChat.Schedules;

/// <inheritdoc cref="IAwayMessage"/>
/// <remarks>Between session and ticket, for the ticket asks the session: neither may wait for the other.</remarks>
public sealed partial class AwayMessage(ILogger<AwayMessage> logger) : Grain, IAwayMessage
{
    private Guid Id => this.GetPrimaryKey();

    private ITicket Ticket => GrainFactory.GetGrain<ITicket>(Id);

    /// <inheritdoc/>
    public async Task<Outcome<Ticket>> Leave(Caller caller, AwayDraft draft)
    {
        if (AwayRules.Refuse(draft) is { } refusal) return refusal;
        var text = draft.Text.Trim();
        var opened = await Ticket.Open(caller, new NewTicket(draft.DeskId, AwayRules.SubjectOf(text, draft.Name), text, SessionId: draft.SessionId)
        {
            ContactName = draft.Name.Trim(),
            ContactAddress = draft.Address.Trim(),
        });
        if (opened.Value is not { } ticket || ticket.ContactAddress == draft.Address.Trim()) return opened;

        // It was opened for the wish: what the customer says now is added, once.
        var added = await Ticket.Comment(caller, new NewComment(Id, AwayRules.CommentOf(draft), Internal: false));
        return added.Refusal is { } refused ? refused : ticket;
    }

    /// <inheritdoc/>
    public async Task Keep(UnansweredWish wish)
    {
        var opened = await Ticket.Open(wish.Customer, new NewTicket(
            wish.DeskId, AwayRules.SubjectOf(wish.About, wish.Customer.Name), wish.About, SessionId: wish.SessionId));
        if (opened.Refusal is { } refusal)
        {
            LogNotKept(logger, wish.SessionId, refusal.Code, refusal.Reason);
            // What may pass is tried again when the queue says it again; of all else the customer is told as it is.
            if (refusal.Code is RefusalCode.StoreUnavailable or RefusalCode.Overloaded or RefusalCode.Timeout or RefusalCode.RateLimited) return;
        }
        await GrainFactory.GetGrain<ISessionControl>(wish.SessionId).WishKept(new(Id, wish.DeskId, wish.OpensAt, opened.Value?.Number));
    }

    [LoggerMessage(1, LogLevel.Warning, "No ticket keeps what session {SessionId} waited for: {Code}, {Reason}")]
    private static partial void LogNotKept(ILogger logger, Guid sessionId, string code, string reason);
}
