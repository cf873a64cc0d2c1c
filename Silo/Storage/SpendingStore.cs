using Dapper;
using LiveChat.Spending;

namespace LiveChat.Silo.Storage;

/// <inheritdoc cref="ISpendingStore"/>
internal sealed class SpendingStore(Database database) : ISpendingStore
{
    // The row of all together; people have ids.
    private const string Everybody = "";

    private readonly SpendingSql _sql = new(database.Dialect);

    public Task<long> Total(int day, CancellationToken token) => Of(day, Everybody, token);

    public Task<long> Of(int day, string userId, CancellationToken token) => database.Read(connection =>
        connection.QueryFirstOrDefaultAsync<long>(new CommandDefinition(_sql.Of, new { day, userId }, cancellationToken: token)), token);

    public Task<StoredSpending> Add(int day, SpentTokens[] spent, int forgetBefore, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        await connection.ExecuteAsync(new CommandDefinition(_sql.Forget, new { forgetBefore }, transaction, cancellationToken: token));
        List<SpentTokens> now = [];
        // Everybody adds in the same order, so no two wait for each other.
        foreach (var added in spent.Where(some => some.UserId != Everybody).Append(new(Everybody, spent.Sum(some => some.Tokens))).OrderBy(some => some.UserId, StringComparer.Ordinal))
        {
            await connection.ExecuteAsync(new CommandDefinition(_sql.Add, new { day, user_id = added.UserId, tokens = added.Tokens }, transaction, cancellationToken: token));
            now.Add(added with { Tokens = await connection.QueryFirstAsync<long>(new CommandDefinition(_sql.Of, new { day, userId = added.UserId }, transaction, cancellationToken: token)) });
        }
        return new StoredSpending(now[0].Tokens, [.. now.Skip(1)]);
    }, token);
}

/// <summary>The statements of what the model cost.</summary>
internal sealed class SpendingSql(Dialect dialect)
{
    public string Of { get; } = "select tokens from model_spending where day = @day and user_id = @userId";

    public string Add { get; } = dialect.AddUp("model_spending", ["day", "user_id"], "tokens");

    public string Forget { get; } = "delete from model_spending where day < @forgetBefore";
}
