using System.IO.Pipelines;
using LiveChat.Accounts;
using LiveChat.Sessions;
using LiveChat.Tickets;
using LiveChat.WebFront.Transcripts;

namespace LiveChat.WebFront.Exports;

/// <summary>A page to read, with a heading for each conversation.</summary>
internal sealed class HtmlExport(Stream to, TranscriptWords words, TimeZoneInfo zone) : ExportWriter
{
    private readonly PipeWriter _pipe = PipeWriter.Create(to, new StreamPipeWriterOptions(leaveOpen: true));
    private readonly HtmlTranscript _page = new(words, zone);
    private readonly TicketWords _ticketWords = TicketWords.Of(words);

    public override void Begin(User? user, DateTimeOffset now) => _page.Begin(_pipe, user?.Name ?? words.Title, user?.UserId ?? "", now);

    public override void BeginSession(SessionHeader session) => _page.BeginSession(_pipe, session);

    public override void Add(SessionHeader session, Message message) => _page.Add(_pipe, message);

    public override void EndSession() { }

    public override void BeginTickets() { }

    public override void Add(TicketView ticket)
    {
        var (of, id) = (ticket.Ticket, ticket.Ticket.TicketId);
        _page.BeginSection(_pipe, $"#{of.Number} {of.Subject}", id.ToString(), of.CreatedAt);
        _page.AddLine(_pipe, of.UpdatedAt, _ticketWords.Of(of.Status));
        if (of.Description is { Length: > 0 } description) _page.Add(_pipe, Said(id, 0, of.CustomerName, description, of.CreatedAt));
        foreach (var entry in ticket.Entries)
        {
            if (entry.Kind is TicketEntryKind.Commented) _page.Add(_pipe, Said(id, entry.Seq, entry.Internal ? $"{entry.ByName} ({_ticketWords.Internal})" : entry.ByName, entry.Content ?? "", entry.At));
            else _page.AddLine(_pipe, entry.At, _ticketWords.Of(entry));
        }
    }

    public override void End() => _page.End(_pipe);

    public override async Task Flush(CancellationToken token) => await _pipe.FlushAsync(token);

    public override ValueTask DisposeAsync() => _pipe.CompleteAsync();

    private static Message Said(Guid ticketId, long seq, string by, string text, DateTimeOffset at) => new()
    {
        MessageId = Guid.Empty, SessionId = ticketId, Seq = seq, Type = MessageType.User, SenderId = "", SenderName = by, Content = text, CreatedAt = at,
    };
}
