using System.Globalization;
using System.Text;
using LiveChat.Accounts;
using LiveChat.Sessions;
using LiveChat.Tickets;
using LiveChat.WebFront.Transcripts;
using LiveChat.WebFront.Endpoints;

namespace LiveChat.WebFront.Exports;

/// <summary>One table: a row for the user, for each conversation and ticket, and for each of their entries. The first column says which.</summary>
internal sealed class CsvExport(Stream to) : ExportWriter
{
    private const int Columns = 16;

    private readonly StreamWriter _rows = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);

    public override void Begin(User? user, DateTimeOffset now)
    {
        _rows.Write(Csv.Mark);
        Write("record", "sessionId", "title", "kind", "seq", "at", "type", "senderId", "senderName", "content", "replyToSeq", "recalled", "event", "files", "rating", "ticket");
        if (user is not null) Write("user", null, null, null, null, Text(now), Word(user.Role), user.UserId, user.Name);
    }

    public override void BeginSession(SessionHeader session) =>
        Write("session", session.SessionId.ToString(), session.Title, Word(session.Kind), null, Text(session.CreatedAt), Word(session.Status), session.CreatorId, null, session.Rating?.Comment, null, null, null, null, session.Rating is { } rating ? Number(rating.Score) : null);

    public override void Add(SessionHeader session, Message message) => Write(
        "message", session.SessionId.ToString(), session.Title, Word(session.Kind), Number(message.Seq), Text(message.CreatedAt), Word(message.Type),
        message.SenderId, message.SenderName, message.Content, message.ReplyToSeq is { } seq ? Number(seq) : null, message.Recalled ? "true" : null,
        message.Event?.Name, message.Attachments is { } files ? string.Join("; ", files.Select(file => file.Name)) : null);

    public override void EndSession() { }

    public override void BeginTickets() { }

    public override void Add(TicketView view)
    {
        var (ticket, words) = (view.Ticket, TicketWords.Of(TranscriptWords.Of(null)!));
        Ticket("ticket", ticket.Priority.ToString().ToLowerInvariant(), null, ticket.CreatedAt, words.Of(ticket.Status), ticket.CustomerId, ticket.CustomerName, ticket.Description);
        foreach (var entry in view.Entries)
            Ticket("ticket_entry", null, Number(entry.Seq), entry.At, Word(entry.Kind), entry.ById, entry.ByName, entry.Kind is TicketEntryKind.Commented ? entry.Content : words.Of(entry));

        void Ticket(string record, string? kind, string? seq, DateTimeOffset at, string type, string byId, string byName, string? content) =>
            Write(record, null, ticket.Subject, kind, seq, Text(at), type, byId, byName, content, null, null, null, null, null, Number(ticket.Number));
    }

    public override void End() { }

    public override Task Flush(CancellationToken token) => _rows.FlushAsync(token);

    public override ValueTask DisposeAsync() => _rows.DisposeAsync();

    /// <summary>Cells that are left out at the end are empty.</summary>
    private void Write(params string?[] cells) => _rows.Write(Csv.Row([.. cells, .. new string?[Columns - cells.Length]]));

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
