using LiveChat.Sessions;

namespace LiveChat.Contract.Outages;

/// <summary>A database that does not answer in time: a prompt, clear refusal, and service again once it does.</summary>
public abstract class AwayContract(DatabaseFixture database)
{
    [Fact]
    public async Task Locked_for_too_long_it_counts_as_away_and_comes_back()
    {
        await using var impatient = await database.Open(("LockTimeout", "00:00:00.2"), ("LongestProbeInterval", "00:00:00.1"));
        var chats = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Chat.Create(impatient.Log)));

        await using (await database.HoldWrites())
        {
            foreach (var outcome in await Task.WhenAll(chats.Select(Attempt))) outcome.Should().BeOfType<StoreUnavailableException>();
            impatient.Written.Lines.Should().Contain(line => line.StartsWith("Error: The database is away", StringComparison.Ordinal));
            (await chats[0].Read()).Should().BeEmpty("reads go on");
        }

        foreach (var chat in chats) await Eventually.Said(chat, "again");
        foreach (var chat in chats) (await chat.Read()).Should().ContainSingle();
        impatient.Written.Lines.Should().Contain(line => line.Contains("The database is back", StringComparison.Ordinal));

        async Task<Exception?> Attempt(Chat chat)
        {
            try
            {
                await chat.Say("x");
                return null;
            }
            catch (StoreUnavailableException exception)
            {
                return exception;
            }
        }
    }

    [Fact]
    public async Task A_refusal_tells_nothing_of_the_database()
    {
        await using var impatient = await database.Open(("LockTimeout", "00:00:00.1"));
        var chat = await Chat.Create(impatient.Log);
        await using (await database.HoldWrites())
        {
            var say = () => chat.Say("x");
            await say.Should().ThrowAsync<StoreUnavailableException>().WithMessage("The database is away or does not answer in time. Try again in a moment, with the same ids.");
        }
    }
}

public sealed class SqliteAwayTests(SqliteFixture database) : AwayContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresAwayTests(PostgresFixture database) : AwayContract(database), IClassFixture<PostgresFixture>;

/// <summary>Tries until the database is back, with a time-out.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task Said(Chat chat, string content)
    {
        using var patience = new CancellationTokenSource(Waits.Long);
        while (true)
        {
            try
            {
                await chat.Say(content);
                return;
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(Pause, patience.Token);
            }
        }
    }
}
