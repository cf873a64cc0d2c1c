using System.Data.Common;
using Dapper;
using LiveChat.QuickReplies;

namespace LiveChat.Silo.Storage;

/// <summary>Quick replies.</summary>
internal sealed class QuickReplyStore(Database database) : IQuickReplyStore
{
    private readonly QuickReplySql _sql = new(database.Dialect);

    public Task<QuickReply[]> Of(string? ownerId, string[] deskIds, CancellationToken token) => database.Read(async connection =>
    {
        var found = new List<Row>();
        if (ownerId is not null) found.AddRange(await connection.QueryAsync<Row>(new CommandDefinition(_sql.OfOwner, new { ownerId }, cancellationToken: token)));
        foreach (var deskId in deskIds) found.AddRange(await connection.QueryAsync<Row>(new CommandDefinition(_sql.OfDesk, new { deskId }, cancellationToken: token)));
        // By code point, so that every database gives one order.
        return found.Select(row => row.ToReply()).OrderBy(reply => reply.Shortcut, StringComparer.Ordinal).ThenBy(reply => reply.Id).ToArray();
    }, token);

    public Task<QuickReply?> Find(Guid id, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryFirstOrDefaultAsync<Row>(new CommandDefinition(_sql.Find, new { id }, cancellationToken: token)))?.ToReply(), token);

    public async Task<bool> Save(QuickReply reply, CancellationToken token)
    {
        StoredText.Require(reply.Shortcut, reply.Content);
        try
        {
            return await database.Write(async (connection, transaction) => await connection.ExecuteAsync(new CommandDefinition(_sql.Save, new
            {
                quick_reply_id = reply.Id,
                desk_id = reply.DeskId,
                owner_id = reply.OwnerId,
                shortcut = reply.Shortcut,
                content = reply.Content,
                updated_at = reply.UpdatedAt,
            }, transaction, cancellationToken: token)) > 0, token);
        }
        catch (DbException exception) when (database.FaultOf(exception) == StoreFault.Taken)
        {
            return false;
        }
    }

    public Task<bool> Remove(Guid id, CancellationToken token) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync(new CommandDefinition(_sql.Remove, new { id }, transaction, cancellationToken: token)) > 0, token);

    private sealed class Row
    {
        public Guid QuickReplyId { get; init; }

        public string? DeskId { get; init; }

        public string? OwnerId { get; init; }

        public string Shortcut { get; init; } = "";

        public string Content { get; init; } = "";

        public DateTimeOffset UpdatedAt { get; init; }

        public QuickReply ToReply() => new(QuickReplyId, DeskId, OwnerId, Shortcut, Content, UpdatedAt);
    }
}

/// <summary>The statements of quick replies.</summary>
internal sealed class QuickReplySql(Dialect dialect)
{
    private const string Select = "select quick_reply_id, desk_id, owner_id, shortcut, content, updated_at from quick_replies";

    public string OfOwner { get; } = $"{Select} where owner_id = @ownerId";

    public string OfDesk { get; } = $"{Select} where desk_id = @deskId";

    public string Find { get; } = $"{Select} where quick_reply_id = @id";

    public string Save { get; } = dialect.Upsert("quick_replies", ["quick_reply_id"], ["desk_id", "owner_id", "shortcut", "content", "updated_at"]);

    public string Remove { get; } = "delete from quick_replies where quick_reply_id = @id";
}
