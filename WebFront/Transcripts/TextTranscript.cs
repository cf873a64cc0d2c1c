using LiveChat.Sessions;

namespace LiveChat.WebFront.Transcripts;

/// <summary>A transcript to read in anything. What follows a line's first is indented, so that nobody can write a line in another's name.</summary>
internal sealed class TextTranscript(TranscriptWords words, TimeZoneInfo zone) : Transcript(words, zone)
{
    private const string Indent = "\n    ";

    public override string ContentType => "text/plain; charset=utf-8";

    protected override string Foot => "";

    protected override string Head(string title, string id, DateTimeOffset now) =>
        $"{OneLine(title)}\n{id}\n{Words.Written} {TimeOf(now)}\n{Words.Zone} {Zone.Id}\n\n";

    protected override string Heading(string title, string id, string time) => $"\n== {OneLine(title)}\n   {time} {id}\n\n";

    protected override string EventLine(string time, string text) => $"[{time}] * {OneLine(text)}\n";

    protected override string MessageLine(Message message, string time, string sender, string text)
    {
        var reply = message.ReplyToSeq is { } seq ? $" ({Words.ReplyTo} #{seq})" : "";
        return $"[{time}] #{message.Seq} {OneLine(sender)}{reply}: {text.Replace("\n", Indent, StringComparison.Ordinal)}\n";
    }

    private static string OneLine(string text) => text.Replace('\n', ' ');
}
