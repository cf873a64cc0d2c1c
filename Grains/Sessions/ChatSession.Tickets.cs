namespace LiveChat.Sessions;

// The tickets that the conversation belongs to.
public sealed partial class ChatSession
{
    /// <inheritdoc/>
    public async Task<bool> ShowTicket(Guid ticketId, long number)
    {
        if (await ReadyToWrite() is not null) return false;
        // What is gone has no log to say it in.
        if (_state is null or { Header.Status: SessionStatus.Deleted }) return true;
        var draft = Draft();
        draft.Ticket(ticketId, number);
        var written = await Write(draft.ToAppend());
        return written.Done || written.Earlier is not null;
    }
}
