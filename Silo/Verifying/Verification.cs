using System.Data.Common;
using Dapper;
using LiveChat.Files;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Files;

namespace LiveChat.Silo.Verifying;

/// <summary>
/// Reads all that is stored and holds it against itself: numbers without gaps, headers as their logs say, ids that stand
/// once, and nothing that is named and not there.
/// </summary>
internal sealed class Verification(DbConnection connection, DbTransaction snapshot, IProgress progress, CancellationToken token)
{
    private readonly Findings _findings = new();

    /// <summary>Verifies everything.</summary>
    /// <param name="bytes">The attached files; null to leave them out.</param>
    public async Task<Findings> Run(IFileBytes? bytes)
    {
        var files = bytes is null ? null : await Files(bytes);
        var log = new LogCheck(connection, snapshot, _findings, files);
        var sessions = await log.Run(progress, token);
        await Statements();
        await Tickets(sessions);
        return _findings;
    }

    private async Task Statements()
    {
        progress.Begin("references", VerifySql.Checks.Length);
        foreach (var check in VerifySql.Checks)
        {
            await using (var reader = await connection.ExecuteReaderAsync(Command(check.Sql)))
            {
                var values = new object[reader.FieldCount];
                while (await reader.ReadAsync(token))
                {
                    reader.GetValues(values);
                    _findings.Add(string.Format(System.Globalization.CultureInfo.InvariantCulture, check.Finding, Array.ConvertAll(values, Shown)));
                }
            }
            progress.Advance();
        }
        progress.End();
    }

    private async Task Tickets(HashSet<Guid> sessions)
    {
        foreach (var ticket in await connection.QueryAsync<TicketRow>(Command(VerifySql.TicketsWithSessions)))
        {
            foreach (var sessionId in ticket.ToTicket().SessionIds.Where(id => !sessions.Contains(id)))
                _findings.Add($"Ticket {ticket.Number} names the session {sessionId}, which is not there.");
        }
    }

    private async Task<Dictionary<Guid, Guid>> Files(IFileBytes bytes)
    {
        var files = (await connection.QueryAsync<FileRow>(Command(VerifySql.Files))).AsList();
        progress.Begin("attached files", files.Count);
        foreach (var file in files)
        {
            await Bytes(bytes, file.FileId, file.Place, file.Size);
            if (file.ThumbnailType is not null) await Bytes(bytes, file.FileId, FilePlaces.ThumbnailOf(file.Place), null);
            progress.Advance();
        }
        progress.End();
        return files.ToDictionary(file => file.FileId, file => file.SessionId);
    }

    private async Task Bytes(IFileBytes bytes, Guid fileId, string place, long? size)
    {
        await using var stream = bytes.Open(place);
        if (stream is null) _findings.Add($"File {fileId}: its bytes are not at {place}.");
        else if (size is { } told && stream.Length != told) _findings.Add($"File {fileId}: {place} has {stream.Length} bytes, its record says {told}.");
    }

    private static object Shown(object value) => value is byte[] { Length: 16 } id ? new Guid(id, bigEndian: true) : value;

    private CommandDefinition Command(string sql) => new(sql, transaction: snapshot, commandTimeout: 0, cancellationToken: token);
}
