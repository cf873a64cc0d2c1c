using System.Data.Common;
using Dapper;
using LiveChat.Accounts;

namespace LiveChat.Silo.Storage;

/// <summary>Users, logins and sign-ins.</summary>
internal sealed class UserStore(Database database, TimeProvider clock) : IUserStore
{
    private readonly UserSql _sql = new(database.Dialect);

    public Task<User?> Find(string userId, CancellationToken token) => database.Read(connection => Find(connection, userId, token), token);

    public Task<StoredLogin?> FindLogin(string userName, CancellationToken token) => database.Read(async connection =>
    {
        var login = await connection.QueryFirstOrDefaultAsync<LoginRow>(new CommandDefinition(_sql.FindLogin, new { userName }, cancellationToken: token));
        if (login is null) return null;
        var user = await Find(connection, login.UserId, token);
        return user is null ? null : new StoredLogin(user, login.PasswordHash);
    }, token);

    public async Task<bool> Add(User user, string? userName, string? passwordHash, DateTimeOffset createdAt, CancellationToken token)
    {
        StoredText.Require(user.UserId, user.Name, userName);
        try
        {
            return await database.Write(async (connection, transaction) =>
            {
                await connection.ExecuteAsync(new CommandDefinition(UserSql.AddUser,
                    new { user_id = user.UserId, name = user.Name, role = (int)user.Role, created_at = createdAt }, transaction, cancellationToken: token));
                if (userName is not null)
                {
                    await connection.ExecuteAsync(new CommandDefinition(UserSql.AddLogin,
                        new { user_name = userName, user_id = user.UserId, password_hash = passwordHash }, transaction, cancellationToken: token));
                }

                return true;
            }, token);
        }
        catch (DbException exception) when (database.FaultOf(exception) == StoreFault.Taken)
        {
            return false;
        }
    }

    public Task SaveLastSeen(string userId, DateTimeOffset lastSeen, CancellationToken token) =>
        Execute(_sql.SaveLastSeen, new { userId, lastSeen }, token);

    public Task<DateTimeOffset?> LastSeen(string userId, CancellationToken token) => database.Read(async connection =>
        (await connection.QueryFirstOrDefaultAsync<UserRow>(new CommandDefinition(_sql.FindUser, new { userId }, cancellationToken: token)))?.LastSeen, token);

    public Task<SignIn[]> SignIns(string userId, DateTimeOffset now, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<SignInRow>(new CommandDefinition(_sql.SignIns, new { userId, now }, cancellationToken: token));
        return rows.Select(row => new SignIn(row.SignInId, row.UserId, row.TokenHash, row.ExpiresAt)).ToArray();
    }, token);

    public Task SaveSignIn(SignIn signIn, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(new CommandDefinition(_sql.RemoveExpired, new { signIn.UserId, now = clock.GetUtcNow() }, transaction, cancellationToken: token));
        return await connection.ExecuteAsync(new CommandDefinition(_sql.SaveSignIn, new
        {
            sign_in_id = signIn.SignInId,
            user_id = signIn.UserId,
            token_hash = signIn.TokenHash,
            expires_at = signIn.ExpiresAt,
        }, transaction, cancellationToken: token));
    }, token);

    public Task EndSignIn(Guid signInId, CancellationToken token) => Execute(_sql.EndSignIn, new { signInId }, token);

    private async Task<User?> Find(DbConnection connection, string userId, CancellationToken token)
    {
        var row = await connection.QueryFirstOrDefaultAsync<UserRow>(new CommandDefinition(_sql.FindUser, new { userId }, cancellationToken: token));
        if (row is null) return null;
        var desks = await connection.QueryAsync<string>(new CommandDefinition(_sql.DesksOf, new { userId }, cancellationToken: token));
        return new User(row.UserId, row.Name, (UserRole)row.Role, [.. desks]) { Epoch = row.Epoch, Disabled = row.Disabled != 0 };
    }

    private Task<int> Execute(string sql, object parameters, CancellationToken token) => database.Write((connection, transaction) =>
        connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: token)), token);

    private sealed class UserRow
    {
        public string UserId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Role { get; init; }

        public DateTimeOffset? LastSeen { get; init; }

        public long Epoch { get; init; }

        public int Disabled { get; init; }
    }

    private sealed class LoginRow
    {
        public string UserId { get; init; } = "";

        public string PasswordHash { get; init; } = "";
    }

    private sealed class SignInRow
    {
        public Guid SignInId { get; init; }

        public string UserId { get; init; } = "";

        public string TokenHash { get; init; } = "";

        public DateTimeOffset ExpiresAt { get; init; }
    }
}

/// <summary>The statements of users, logins and sign-ins.</summary>
internal sealed class UserSql(Dialect dialect)
{
    public string FindUser { get; } = "select user_id, name, role, last_seen, epoch, disabled from users where user_id = @userId";

    public string DesksOf { get; } = "select desk_id from desk_seats where user_id = @userId order by desk_id";

    public string FindLogin { get; } = "select user_id, password_hash from logins where user_name = @userName";

    public static string AddUser { get; } = Dialect.Insert("users", "user_id", "name", "role", "created_at");

    public static string AddLogin { get; } = Dialect.Insert("logins", "user_name", "user_id", "password_hash");

    public string SaveLastSeen { get; } = "update users set last_seen = @lastSeen where user_id = @userId";

    public string SignIns { get; } = "select sign_in_id, user_id, token_hash, expires_at from sign_ins where user_id = @userId and expires_at > @now";

    public string RemoveExpired { get; } = "delete from sign_ins where user_id = @UserId and expires_at <= @now";

    public string SaveSignIn { get; } = dialect.Upsert("sign_ins", ["sign_in_id"], ["user_id", "token_hash", "expires_at"]);

    public string EndSignIn { get; } = "delete from sign_ins where sign_in_id = @signInId";
}
