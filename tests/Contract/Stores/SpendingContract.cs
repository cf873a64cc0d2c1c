using Dapper;
using LiveChat.Spending;

namespace LiveChat.Contract.Stores;

/// <summary>What the model cost adds up, whoever adds, and stands after a restart.</summary>
public abstract class SpendingContract(DatabaseFixture database)
{
    private const int Day = 20261120;

    private ISpendingStore Spending => database.Store.Get<ISpendingStore>();

    [Fact]
    public async Task What_is_spent_adds_up_for_each_and_for_all_day_by_day()
    {
        var (amy, ben) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());
        var before = await Spending.Total(Day, default);
        await Spending.Add(Day, [new(amy, 5), new("", 3)], 0, default);
        var now = await Spending.Add(Day, [new(amy, 2), new(ben, 1_000_000_000_000)], 0, default);
        now.Total.Should().Be(before + 1_000_000_000_010);
        now.Users.Should().BeEquivalentTo([new SpentTokens(amy, 7), new SpentTokens(ben, 1_000_000_000_000)]);
        (await Spending.Of(Day, amy, default)).Should().Be(7);
        (await Spending.Of(Day + 1, amy, default)).Should().Be(0);

        await using var another = await database.Open();
        (await another.Get<ISpendingStore>().Total(Day, default)).Should().Be(now.Total, "a restart forgets nothing");
    }

    [Fact]
    public async Task Two_who_count_at_once_lose_nothing()
    {
        await using var another = await database.Open();
        var users = Enumerable.Range(0, 10).Select(_ => Guid.CreateVersion7().ToString()).ToArray();
        const int OtherDay = 20261121;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(round => (round % 2 == 0 ? Spending : another.Get<ISpendingStore>())
            .Add(OtherDay, [.. users.OrderBy(_ => Random.Shared.Next()).Select(user => new SpentTokens(user, 1))], 0, default)));
        (await Spending.Total(OtherDay, default)).Should().Be(200);
        foreach (var user in users) (await Spending.Of(OtherDay, user, default)).Should().Be(20);
    }

    [Fact]
    public async Task Days_long_ago_are_forgotten()
    {
        await Spending.Add(20260101, [new("amy", 5)], 0, default);
        await Spending.Add(Day, [new("amy", 1)], 20260102, default);
        (await Spending.Total(20260101, default)).Should().Be(0);
        (await database.Store.Database.Read(connection => connection.ExecuteScalarAsync<int>("select count(*) from model_spending where day < 20260102"), default)).Should().Be(0);
    }
}

public sealed class SqliteSpendingTests(SqliteFixture database) : SpendingContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresSpendingTests(PostgresFixture database) : SpendingContract(database), IClassFixture<PostgresFixture>;
