using System.Text.Encodings.Web;
using System.Text.Unicode;
using LiveChat.Sessions;

namespace LiveChat.WebFront.Transcripts;

/// <summary>A transcript as a page of its own. It holds no script, and asks nothing of any server.</summary>
internal sealed class HtmlTranscript(TranscriptWords words, TimeZoneInfo zone) : Transcript(words, zone)
{
    private const string Style =
        """
        body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
        h1{font-size:1.25rem}h2{font-size:1.05rem;margin:2.5rem 0 0}header p,time,.event{color:#595959;font-size:.8125rem}article{margin:1rem 0}article p{margin:.125rem 0;white-space:pre-wrap;overflow-wrap:anywhere}
        .event{text-align:center}.recalled{color:#595959;font-style:italic}@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}header p,time,.event,.recalled{color:#ababab}}
        """;

    // Chinese stays as it is; what could be markup does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // Numbers begin anew in each session: within a page of several, its id stands before them.
    private string _within = "";

    public override string ContentType => "text/html; charset=utf-8";

    protected override string Foot => "</main>\n</body>\n</html>\n";

    protected override string Head(string title, string id, DateTimeOffset now)
    {
        title = Encoder.Encode(title);
        return $"""
            <!DOCTYPE html>
            <html lang="{Words.Language}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>{title}</title>
            <style>{Style}</style>
            </head>
            <body>
            <header><h1>{title}</h1><p>{Encoder.Encode(Words.Written)} {TimeOf(now)} · {Encoder.Encode(Words.Zone)} {Encoder.Encode(Zone.Id)} · {Encoder.Encode(id)}</p></header>
            <main>

            """;
    }

    protected override string Heading(string title, string id, string time)
    {
        _within = $"{id}-";
        return $"<h2>{Encoder.Encode(title)}</h2>\n<p class=\"event\"><time>{time}</time> · {id}</p>\n";
    }

    protected override string EventLine(string time, string text) => $"<p class=\"event\"><time>{time}</time> {Encoder.Encode(text)}</p>\n";

    protected override string MessageLine(Message message, string time, string sender, string text)
    {
        var reply = message.ReplyToSeq is { } seq ? $" · {Encoder.Encode(Words.ReplyTo)} <a href=\"#m{_within}{seq}\">#{seq}</a>" : "";
        var recalled = message.Recalled ? " class=\"recalled\"" : "";
        return $"<article id=\"m{_within}{message.Seq}\"><b>{Encoder.Encode(sender)}</b> <time>{time}</time>{reply}<p{recalled}>{Encoder.Encode(text)}</p></article>\n";
    }
}
