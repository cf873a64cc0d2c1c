using System.Globalization;
using System.Text;
using LiveChat.Accounts;
using LiveChat.Sessions;
using LiveChat.WebFront.Endpoints;

namespace LiveChat.WebFront.Exports;

/// <summary>One table: a row for the user, a row for each conversation, a row for each of its entries. The first column says which.</summary>
internal sealed class CsvExport(Stream to) : ExportWriter
{
    private readonly StreamWriter _rows = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);

    public override void Begin(User? user, DateTimeOffset now)
    {
        _rows.Write(Csv.Mark);
        Write("record", "sessionId", "title", "kind", "seq", "at", "type", "senderId", "senderName", "content", "replyToSeq", "recalled", "event", "files");
        if (user is not null) Write("user", null, null, null, null, Text(now), Word(user.Role), user.UserId, user.Name, null, null, null, null, null);
    }

    public override void BeginSession(SessionHeader session) =>
        Write("session", session.SessionId.ToString(), session.Title, Word(session.Kind), null, Text(session.CreatedAt), Word(session.Status), session.CreatorId, null, null, null, null, null, null);

    public override void Add(SessionHeader session, Message message) => Write(
        "message", session.SessionId.ToString(), session.Title, Word(session.Kind), Number(message.Seq), Text(message.CreatedAt), Word(message.Type),
        message.SenderId, message.SenderName, message.Content, message.ReplyToSeq is { } seq ? Number(seq) : null, message.Recalled ? "true" : null,
        message.Event?.Name, message.Attachments is { } files ? string.Join("; ", files.Select(file => file.Name)) : null);

    public override void EndSession() { }

    public override void End() { }

    public override Task Flush(CancellationToken token) => _rows.FlushAsync(token);

    public override ValueTask DisposeAsync() => _rows.DisposeAsync();

    private void Write(params string?[] cells) => _rows.Write(Csv.Row(cells));

    private static string Text(DateTimeOffset time) => time.ToString("O", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
