using System.Data.Common;
using Dapper;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Contacts;

/// <summary>
/// Keeps with whom desks and users have talked, so that a desk's customers can be listed without reading its conversations.
/// A mark says how each conversation is known; it moves, on condition that it stands where it was read, in the transaction
/// that changes the contacts: what two silos read at once is taken in by one of them.
/// </summary>
internal sealed class ContactFollower(Database database) : ILogReader
{
    // Where there is one writer, messages wait for a batch: it is over in a few milliseconds.
    private const int MostConversations = 50;
    private const long Gone = -1;

    private readonly ContactFollowerSql _sql = new(database.Dialect);

    public string Name => "contacts";

    public Task<Guid[]> Stale(Guid after, int count, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<Guid>(new CommandDefinition(_sql.Stale, new { after, count }, cancellationToken: token))).ToArray(), token);

    public async Task<Guid[]> Read(Guid[] sessions, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sessions.Length, ILogReader.MostSessions, nameof(sessions));
        var behind = (await Conversations(sessions, token)).Where(conversation => conversation.KnownSeq != conversation.NewestSeq).OrderBy(conversation => conversation.SessionId).ToArray();
        if (behind.Length == 0) return [];
        var (now, later) = (behind[..Math.Min(MostConversations, behind.Length)], behind.Skip(MostConversations).Select(conversation => conversation.SessionId));
        try
        {
            await database.Write((connection, transaction) => Write(now, connection, transaction), token);
        }
        catch (Exception exception) when (exception is RowNotFoundException || database.FaultOf(exception) == StoreFault.Taken)
        {
            // Another silo has written one of them meanwhile: read anew, they fit.
            return [.. behind.Select(conversation => conversation.SessionId)];
        }
        return [.. later];
    }

    private Task<ConversationRow[]> Conversations(Guid[] sessions, CancellationToken token) => database.Read(async connection =>
    {
        var (list, parameters) = Ids.List(sessions);
        return (await connection.QueryAsync<ConversationRow>(new CommandDefinition($"{_sql.Conversations} ({list})", parameters, cancellationToken: token))).ToArray();
    }, token);

    private async Task<int> Write(ConversationRow[] conversations, DbConnection connection, DbTransaction transaction)
    {
        foreach (var conversation in conversations) await MoveMark(conversation, connection, transaction);
        // Everybody writes them in the same order, so no two wait for each other.
        foreach (var change in conversations.SelectMany(ChangesOf).OrderBy(change => change.Contact.Kind)
            .ThenBy(change => change.Contact.OwnerId, StringComparer.Ordinal).ThenBy(change => change.Contact.UserId, StringComparer.Ordinal))
        {
            await Apply(change, connection, transaction);
        }
        return conversations.Length;
    }

    private async Task MoveMark(ConversationRow row, DbConnection connection, DbTransaction transaction)
    {
        var mark = new { session_id = row.SessionId, read_seq = row.NewestSeq, desk_id = row.NewestSeq == Gone ? null : row.DeskId, known = row.ReadSeq };
        if (await connection.ExecuteAsync(row.ReadSeq is null ? _sql.Begin : _sql.Advance, mark, transaction) == 0)
            throw new RowNotFoundException($"The mark of the conversation {row.SessionId}");
    }

    private async Task Apply(Change change, DbConnection connection, DbTransaction transaction)
    {
        var row = new
        {
            kind = change.Contact.Kind, owner_id = change.Contact.OwnerId, user_id = change.Contact.UserId,
            session_id = change.Conversation.SessionId, updated_at = change.Conversation.UpdatedAt, sessions = 1,
        };
        if (change.By < 0)
        {
            await connection.ExecuteAsync(_sql.Leave, row, transaction);
            if (await connection.ExecuteAsync(_sql.Forget, row, transaction) > 0) return;
            // It may have stood for the others: then the latest of those does, of which somebody has few.
            if (await connection.QueryFirstOrDefaultAsync<LatestRow>(_sql.Latest, row, transaction) is { } latest)
                await connection.ExecuteAsync(_sql.Replace, new { row.kind, row.owner_id, row.user_id, row.session_id, latest_id = latest.SessionId, latest_at = latest.UpdatedAt }, transaction);
            return;
        }
        if (change.By > 0 && await connection.ExecuteAsync(_sql.Join, row, transaction) == 0) await connection.ExecuteAsync(_sql.Add, row, transaction);
        else await connection.ExecuteAsync(_sql.Touch, row, transaction);
    }

    /// <summary>What a conversation changes: it may have left one desk for another, and counts for both who talk directly.</summary>
    private static IEnumerable<Change> ChangesOf(ConversationRow row)
    {
        var before = row.ReadSeq is null or Gone ? [] : row.ContactsAt(row.KnownDesk);
        var now = row.NewestSeq == Gone ? [] : row.ContactsAt(row.DeskId);
        return [
            .. before.Except(now).Select(contact => new Change(contact, row, -1)),
            .. now.Select(contact => new Change(contact, row, before.Contains(contact) ? 0 : 1)),
        ];
    }

    /// <summary>Somebody in a list: of a desk's customers (kind 2), or of those who talk to a user directly (kind 3).</summary>
    private sealed record Contact(int Kind, string OwnerId, string UserId);

    private sealed record Change(Contact Contact, ConversationRow Conversation, int By);

    private sealed class ConversationRow
    {
        public Guid SessionId { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public int Kind { get; init; }

        public int Status { get; init; }

        public long LastSeq { get; init; }

        public string CreatorId { get; init; } = "";

        public string? DeskId { get; init; }

        /// <summary>Who talks directly with who began it.</summary>
        public string? OtherId { get; init; }

        /// <summary>Where the mark stands; null where there is none.</summary>
        public long? ReadSeq { get; init; }

        /// <summary>The desk that the mark names.</summary>
        public string? KnownDesk { get; init; }

        public long NewestSeq => (SessionStatus)Status is SessionStatus.Deleted ? Gone : LastSeq;

        /// <summary>Nothing was said where there is no mark, and nobody needs to know of it.</summary>
        public long KnownSeq => ReadSeq ?? (NewestSeq == Gone ? Gone : 0);

        public Contact[] ContactsAt(string? deskId) => (SessionKind)Kind switch
        {
            SessionKind.Support when deskId is not null => [new(Kind, deskId, CreatorId)],
            SessionKind.Direct when OtherId is not null => [new(Kind, CreatorId, OtherId), new(Kind, OtherId, CreatorId)],
            _ => [],
        };
    }

    private sealed class LatestRow
    {
        public Guid SessionId { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }
    }
}
