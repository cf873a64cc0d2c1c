using LiveChat.Accounts;
using LiveChat.Exports;
using LiveChat.Sessions;
using LiveChat.Tickets;
using LiveChat.WebFront.Endpoints;
using LiveChat.WebFront.Transcripts;

namespace LiveChat.WebFront.Exports;

/// <summary>Conversations, and a user's tickets, written into a file as they are read: nothing is held but the page.</summary>
internal abstract class ExportWriter : IAsyncDisposable
{
    /// <summary>The writer of an export's format.</summary>
    public static ExportWriter Of(Export export, Stream to) => export.Wish.Format switch
    {
        ExportFormat.Json => new JsonExport(to),
        ExportFormat.Csv => new CsvExport(to),
        ExportFormat.Html => new HtmlExport(to, TranscriptWords.Of(export.Wish.Locale)!, TranscriptEndpoints.ZoneOf(export.Wish.Zone)!),
        _ => throw new ArgumentOutOfRangeException(nameof(export), export.Wish.Format, "There is no such format."),
    };

    /// <summary>What a file of the format is, for the browser.</summary>
    public static string ContentTypeOf(ExportFormat format) => format switch
    {
        ExportFormat.Json => "application/json; charset=utf-8",
        ExportFormat.Csv => Csv.ContentType,
        _ => "text/html; charset=utf-8",
    };

    /// <summary>Everything before the first conversation.</summary>
    /// <param name="user">Whose data it is; null for a conversation alone.</param>
    /// <param name="now">When it is written.</param>
    public abstract void Begin(User? user, DateTimeOffset now);

    public abstract void BeginSession(SessionHeader session);

    public abstract void Add(SessionHeader session, Message message);

    public abstract void EndSession();

    /// <summary>After the last conversation, where there may be tickets too.</summary>
    public abstract void BeginTickets();

    /// <summary>A ticket with all of its record.</summary>
    public abstract void Add(TicketView ticket);

    public abstract void End();

    /// <summary>Hands on to the file what was written.</summary>
    public abstract Task Flush(CancellationToken token);

    public abstract ValueTask DisposeAsync();
}
