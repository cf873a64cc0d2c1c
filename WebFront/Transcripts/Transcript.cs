using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using LiveChat.Sessions;

namespace LiveChat.WebFront.Transcripts;

/// <summary>A session written down, line by line as it is read: nothing of it is held but the line.</summary>
/// <param name="words">In which language.</param>
/// <param name="zone">In whose time.</param>
internal abstract class Transcript(TranscriptWords words, TimeZoneInfo zone)
{
    /// <summary>The formats that there are.</summary>
    public static readonly string[] Formats = ["html", "txt"];

    /// <summary>What it is, for the browser.</summary>
    public abstract string ContentType { get; }

    protected TranscriptWords Words => words;

    protected TimeZoneInfo Zone => zone;

    public static Transcript Of(string format, TranscriptWords words, TimeZoneInfo zone) =>
        format == "html" ? new HtmlTranscript(words, zone) : new TextTranscript(words, zone);

    /// <summary>Everything before the first line.</summary>
    public void Begin(PipeWriter to, SessionHeader session, DateTimeOffset now) => Write(to, Head(TitleOf(session), session.SessionId.ToString(), now));

    /// <summary>Everything before the first of several sessions.</summary>
    public void Begin(PipeWriter to, string title, string id, DateTimeOffset now) => Write(to, Head(Clean(title), id, now));

    /// <summary>What stands before one of several sessions.</summary>
    public void BeginSession(PipeWriter to, SessionHeader session) => Write(to, Heading(TitleOf(session), session.SessionId.ToString(), TimeOf(session.CreatedAt)));

    /// <summary>What stands before something else than a session.</summary>
    public void BeginSection(PipeWriter to, string title, string id, DateTimeOffset since) => Write(to, Heading(Clean(title), id, TimeOf(since)));

    /// <summary>A line about what happened.</summary>
    public void AddLine(PipeWriter to, DateTimeOffset at, string text) => Write(to, EventLine(TimeOf(at), Clean(text)));

    /// <summary>A line for an entry; nothing for what nobody is told of.</summary>
    public void Add(PipeWriter to, Message message)
    {
        if (message.Event is { } recorded)
        {
            if (words.Of(recorded) is { } event_) Write(to, EventLine(TimeOf(message.CreatedAt), Clean(event_)));
            return;
        }
        Write(to, MessageLine(message, TimeOf(message.CreatedAt), Clean(message.SenderName), Clean(words.Of(message))));
    }

    /// <summary>Everything after the last line.</summary>
    public void End(PipeWriter to) => Write(to, Foot);

    protected abstract string Head(string title, string id, DateTimeOffset now);

    protected abstract string Heading(string title, string id, string time);

    protected abstract string EventLine(string time, string text);

    protected abstract string MessageLine(Message message, string time, string sender, string text);

    protected abstract string Foot { get; }

    protected string TimeOf(DateTimeOffset time) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private string TitleOf(SessionHeader session) => Clean(session.Title.Length > 0 ? session.Title : Words.Title);

    // A terminal obeys control characters, and a reader is misled by those that turn the direction of text.
    private static string Clean(string text) => string.Concat(text.ReplaceLineEndings("\n").Where(letter =>
        letter is '\n' or '\t' || !(char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))));

    private static void Write(PipeWriter to, string text) => Encoding.UTF8.GetBytes(text, to);
}
