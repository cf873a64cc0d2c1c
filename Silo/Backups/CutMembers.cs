using System.Data.Common;
using Dapper;
using LiveChat.Sessions;

namespace LiveChat.Silo.Backups;

/// <summary>Who was in a session before its later entries: what they did is done the other way round, the newest first.</summary>
internal sealed class CutMembers(DbConnection connection, DbTransaction transaction)
{
    /// <summary>Takes an entry back, if it is about members.</summary>
    public Task TakeBack(Guid sessionId, SystemEvent entry, CancellationToken token) => entry.Name switch
    {
        SystemEventName.Joined => Leave(sessionId, entry.Args["userId"], token),
        SystemEventName.Left or SystemEventName.Removed => Ensure(sessionId, entry.Args["userId"], entry.Args["name"], UserRole.Customer, token, isOfGroup: true),
        SystemEventName.Assigned => Leave(sessionId, entry.Args["agentId"], token),
        _ => Task.CompletedTask,
    };

    /// <summary>Makes somebody a member who is none. The role is that of the account, where there is one.</summary>
    public async Task Ensure(Guid sessionId, string userId, string name, UserRole role, CancellationToken token, bool isOfGroup = false)
    {
        var key = new { sessionId, userId };
        if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(CutSql.IsMember, key, transaction, cancellationToken: token)) > 0) return;
        var known = await connection.ExecuteScalarAsync<int?>(new CommandDefinition(CutSql.RoleOf, key, transaction, cancellationToken: token));
        await connection.ExecuteAsync(new CommandDefinition(CutSql.AddMember,
            new { sessionId, userId, name, role = known ?? (int)role, groupRole = isOfGroup ? (int)GroupRole.Member : 0 }, transaction, cancellationToken: token));
    }

    private Task Leave(Guid sessionId, string userId, CancellationToken token) =>
        connection.ExecuteAsync(new CommandDefinition(CutSql.DropMember, new { sessionId, userId }, transaction, cancellationToken: token));
}
