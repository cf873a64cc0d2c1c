using System.Data.Common;
using Dapper;
using LiveChat.Accounts;
using LiveChat.Audit;

namespace LiveChat.Silo.Storage;

/// <summary>Accounts as admins see and change them.</summary>
internal sealed class AccountStore(Database database) : IAccountStore
{
    private readonly AccountSql _sql = new(database.Dialect);

    public Task<AccountView?> Find(string userId, CancellationToken token) => database.Read(async connection =>
    {
        var row = await connection.QueryFirstOrDefaultAsync<AccountRow>(new CommandDefinition(AccountSql.Find, new { userId }, cancellationToken: token));
        return row is null ? null : (await WithDesks(connection, [row], token))[0];
    }, token);

    public Task<AccountPage> List(AccountFilter filter, string? after, int limit, CancellationToken token)
    {
        var position = AccountPosition.Parse(after);
        return database.Read(async connection =>
        {
            var rows = (await connection.QueryAsync<AccountRow>(new CommandDefinition(_sql.List(filter), new
            {
                beforeTime = position.CreatedAt,
                beforeId = position.UserId,
                id = filter.Text,
                pattern = filter.Text is null ? null : Dialect.Within(filter.Text),
                role = (int?)filter.Role,
                disabled = filter.Disabled is true ? 1 : 0,
                count = limit + 1,
            }, cancellationToken: token))).AsList();
            var page = await WithDesks(connection, [.. rows.Take(limit)], token);
            return new AccountPage(page, rows.Count > limit ? new AccountPosition(page[^1].CreatedAt, page[^1].UserId).ToString() : null);
        }, token);
    }

    public async Task<bool> Create(User user, string userName, string passwordHash, AuditEntry deed, CancellationToken token)
    {
        StoredText.Require(user.UserId, user.Name, userName);
        try
        {
            return await database.Write(async (connection, transaction) =>
            {
                await Execute(UserSql.AddUser, new { user_id = user.UserId, name = user.Name, role = (int)user.Role, created_at = deed.At });
                await Execute(UserSql.AddLogin, new { user_name = userName, user_id = user.UserId, password_hash = passwordHash });
                await AuditLog.Append(connection, transaction, deed, token);
                return true;

                Task Execute(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token));
            }, token);
        }
        catch (DbException exception) when (database.FaultOf(exception) == StoreFault.Taken)
        {
            return false;
        }
    }

    public async Task<AccountUpdated?> Update(AccountUpdate update, AuditEntry deed, CancellationToken token)
    {
        StoredText.Require(update.Name);
        try
        {
            return await database.Write((connection, transaction) => Update(connection, transaction, update, deed, token), token);
        }
        catch (NobodyLeftException)
        {
            return null;
        }
    }

    public Task<AccessRevoked[]> RevokedSince(DateTimeOffset since, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<RevokedRow>(new CommandDefinition(AccountSql.RevokedSince, new { since }, cancellationToken: token)))
            .Select(row => row.ToRevoked()).ToArray(), token);

    /// <summary>Lets a user's access tokens hold no more, in the transaction of what changed; null when there is no such user.</summary>
    public static async Task<AccessRevoked?> Revoke(DbConnection connection, DbTransaction transaction, string userId, DateTimeOffset now, CancellationToken token)
    {
        await connection.ExecuteAsync(new CommandDefinition(AccountSql.Revoke, new { userId, now }, transaction, cancellationToken: token));
        var row = await connection.QueryFirstOrDefaultAsync<RevokedRow>(new CommandDefinition(AccountSql.Epoch, new { userId }, transaction, cancellationToken: token));
        return row?.ToRevoked();
    }

    private static async Task<AccountUpdated> Update(DbConnection connection, DbTransaction transaction, AccountUpdate update, AuditEntry deed, CancellationToken token)
    {
        var userId = update.UserId;
        var wasInCharge = await connection.ExecuteScalarAsync<long>(new CommandDefinition(AccountSql.CountInCharge, new { userId }, transaction, cancellationToken: token)) > 0;
        await Execute(AccountSql.Update, new { userId, name = update.Name, role = (int)update.Role, disabled = update.Disabled ? 1 : 0 });
        await Execute(AccountSql.RenameSeats, new { userId, name = update.Name });
        if (update.PasswordHash is { } hash) await Execute(AccountSql.SetPassword, new { userId, hash });
        if (update.EndsSignIns) await Execute(AccountSql.EndSignIns, new { userId });
        string[] left = [];
        if (update.Role is not UserRole.Agent)
        {
            left = [.. await connection.QueryAsync<string>(new CommandDefinition(AccountSql.DesksOf, new { userId }, transaction, cancellationToken: token))];
            await Execute(AccountSql.LeaveDesks, new { userId });
        }
        if (wasInCharge && (update.Role is not UserRole.Admin || update.Disabled))
        {
            var admins = await connection.ExecuteScalarAsync<long>(new CommandDefinition(AccountSql.CountAdmins, transaction: transaction, cancellationToken: token));
            if (admins == 0) throw new NobodyLeftException();
        }
        var epoch = update.Revokes ? (await Revoke(connection, transaction, userId, deed.At, token))?.Epoch : null;
        await AuditLog.Append(connection, transaction, deed, token);
        return new AccountUpdated(epoch ?? 0, left);

        Task Execute(string sql, object parameters) => connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token));
    }

    private static async Task<AccountView[]> WithDesks(DbConnection connection, AccountRow[] rows, CancellationToken token)
    {
        if (rows.Length == 0) return [];
        // The databases share no form of a list of ids: each travels as a parameter of its own.
        var parameters = new DynamicParameters();
        for (var at = 0; at < rows.Length; at++) parameters.Add($"id{at}", rows[at].UserId);
        var ids = string.Join(", ", rows.Select((_, at) => $"@id{at}"));
        var seats = await connection.QueryAsync<SeatRow>(new CommandDefinition($"{AccountSql.SeatsOf} ({ids})", parameters, cancellationToken: token));
        var desks = seats.ToLookup(seat => seat.UserId, seat => seat.DeskId, StringComparer.Ordinal);
        return Array.ConvertAll(rows, row => row.ToView([.. desks[row.UserId].Order(StringComparer.Ordinal)]));
    }

    private sealed class AccountRow
    {
        public string UserId { get; init; } = "";

        public string Name { get; init; } = "";

        public string? UserName { get; init; }

        public int Role { get; init; }

        public int Disabled { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? LastSeen { get; init; }

        public AccountView ToView(string[] desks) => new(UserId, Name, UserName, (UserRole)Role, Disabled != 0, desks, CreatedAt, LastSeen);
    }

    private sealed class RevokedRow
    {
        public string UserId { get; init; } = "";

        public long Epoch { get; init; }

        public AccessRevoked ToRevoked() => new(UserId, Epoch);
    }

    /// <summary>Rolls back what would leave nobody in charge.</summary>
    private sealed class NobodyLeftException : Exception;
}
