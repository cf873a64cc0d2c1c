using System.IO.Pipelines;
using LiveChat.Accounts;
using LiveChat.Sessions;
using LiveChat.WebFront.Transcripts;

namespace LiveChat.WebFront.Exports;

/// <summary>A page to read, with a heading for each conversation.</summary>
internal sealed class HtmlExport(Stream to, TranscriptWords words, TimeZoneInfo zone) : ExportWriter
{
    private readonly PipeWriter _pipe = PipeWriter.Create(to, new StreamPipeWriterOptions(leaveOpen: true));
    private readonly HtmlTranscript _page = new(words, zone);

    public override void Begin(User? user, DateTimeOffset now) => _page.Begin(_pipe, user?.Name ?? words.Title, user?.UserId ?? "", now);

    public override void BeginSession(SessionHeader session) => _page.BeginSession(_pipe, session);

    public override void Add(SessionHeader session, Message message) => _page.Add(_pipe, message);

    public override void EndSession() { }

    public override void End() => _page.End(_pipe);

    public override async Task Flush(CancellationToken token) => await _pipe.FlushAsync(token);

    public override ValueTask DisposeAsync() => _pipe.CompleteAsync();
}
