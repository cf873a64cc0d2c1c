using LiveChat.Accounts;
using LiveChat.Exports;
using LiveChat.Sessions;

namespace LiveChat.WebFront.Exports;

/// <summary>One export being written: reads conversations in the reader's name, page by page, and tells how far it is.</summary>
internal sealed partial class ExportRun(ExportJob job, IGrainFactory grains, string frontId, long mostBytes, TimeProvider clock)
{
    private const int MostSessions = 20_000;
    private const int SessionsOfPage = 100;

    private static readonly TimeSpan TellEvery = TimeSpan.FromSeconds(2);

    private long _written;
    private long _total;
    private long _toldAt;

    /// <summary>Writes it to its end and answers how many entries there were.</summary>
    /// <exception cref="ExportFailedException">It cannot be written, and trying again does not help.</exception>
    /// <exception cref="ExportLostException">It is another front's now, or nobody's.</exception>
    public async Task<long> Write(Stream file, CancellationToken token)
    {
        var sessions = job.Export.Wish.SessionId is { } one ? [await Header(one)] : await Sessions(token);
        var tickets = job.Export.Wish.SessionId is null ? await Tickets(token) : null;
        _total = sessions.Sum(session => session.LastSeq) + (tickets?.Sum(ticket => ticket.Revision) ?? 0);
        await Tell();
        await using var writer = ExportWriter.Of(job.Export, file);
        writer.Begin(job.Export.Wish.SessionId is null ? new User(job.Reader.UserId, job.Reader.Name, job.Reader.Role, job.Reader.Desks) : null, clock.GetUtcNow());
        foreach (var session in sessions)
        {
            token.ThrowIfCancellationRequested();
            await Write(session, writer, file);
        }
        if (tickets is not null)
        {
            writer.BeginTickets();
            foreach (var ticket in tickets)
            {
                token.ThrowIfCancellationRequested();
                await Write(ticket, writer, file);
            }
        }
        writer.End();
        await writer.Flush(token);
        return _written;
    }

    private async Task Write(SessionHeader session, ExportWriter writer, Stream file)
    {
        writer.BeginSession(session);
        var seq = 0L;
        while (seq < session.LastSeq && await Page(session.SessionId, seq) is [.., var last] page)
        {
            foreach (var message in page) writer.Add(session, message);
            seq = last.Seq;
            await Written(page.Length, writer, file);
        }
        writer.EndSession();
    }

    private async Task Written(int entries, ExportWriter writer, Stream file)
    {
        _written += entries;
        await writer.Flush(CancellationToken.None);
        if (file.Length > mostBytes) throw new ExportFailedException($"It would be larger than {mostBytes / 1024 / 1024} MB. Export single conversations instead.");
        if (clock.GetElapsedTime(_toldAt) >= TellEvery) await Tell();
    }

    private async Task Tell()
    {
        _toldAt = clock.GetTimestamp();
        if (!await grains.GetGrain<IExportQueue>(IExportQueue.All).Renew(job.Export.ExportId, frontId, _written, _total)) throw new ExportLostException();
    }

    private async Task<SessionHeader> Header(Guid sessionId) => Value(await grains.GetGrain<IChatSession>(sessionId).Read(job.Reader)).Header;

    private async Task<List<SessionHeader>> Sessions(CancellationToken token)
    {
        List<SessionHeader> all = [];
        string? next = null;
        do
        {
            token.ThrowIfCancellationRequested();
            var page = Value(await grains.GetGrain<ISessionList>(job.Reader.UserId).List(job.Reader, next, SessionsOfPage));
            all.AddRange(page.Sessions.Select(view => view.Header));
            next = page.Next;
        }
        while (next is not null && all.Count < MostSessions);
        return next is null ? all : throw new ExportFailedException($"There are more than {MostSessions} conversations. Export single ones instead.");
    }

    /// <summary>The next entries; none of a conversation that was removed meanwhile, where it is one of several.</summary>
    private async Task<Message[]> Page(Guid sessionId, long after)
    {
        var page = await grains.GetGrain<IChatSession>(sessionId).History(job.Reader, new(after, null, HistoryRange.MostEntries));
        return page.Refusal?.Code is RefusalCode.NotFound && job.Export.Wish.SessionId is null ? [] : Value(page).Messages;
    }

    private static T Value<T>(Outcome<T> outcome) where T : class => outcome switch
    {
        { Value: { } value } => value,
        { Refusal: { Code: RefusalCode.NotFound or RefusalCode.Forbidden or RefusalCode.Invalid } refusal } => throw new ExportFailedException(refusal.Reason),
        _ => throw new InvalidOperationException($"It cannot be read now: {outcome.Refusal!.Reason}"),
    };
}

/// <summary>An export cannot be written; the message is for its owner.</summary>
internal sealed class ExportFailedException(string message) : Exception(message);

/// <summary>An export is not ours any more.</summary>
internal sealed class ExportLostException() : Exception("The export was taken over or removed.");
