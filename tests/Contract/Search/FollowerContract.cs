using LiveChat.Search;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Search;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveChat.Contract.Search;

/// <summary>The index follows by itself, whoever wrote and whatever failed meanwhile.</summary>
public abstract class FollowerContract(DatabaseFixture database)
{
    private readonly string _me = "me-" + Guid.CreateVersion7();

    [Fact]
    public async Task What_is_said_taken_back_and_deleted_is_followed()
    {
        await using var store = await database.Open();
        using var follower = await Start(store, TimeSpan.FromHours(1));
        var chat = await Mine(store);
        var said = await chat.Say("followed at once");
        await Until(store, found => found.Length == 1);
        await chat.Append(chat.Of(chat.Next("", null, "system", MessageType.System) with { Event = new(SystemEventName.Recalled, new() { ["seq"] = "1" }) })
            with { Amended = said with { Content = "", Recalled = true } });
        await chat.Say("followed again");
        await Until(store, found => found.Length == 1 && found[0].Message.Seq == 3);
        await chat.Append(new SessionAppend { Header = chat.Header with { Status = SessionStatus.Deleted } });
        await Until(store, found => found.Length == 0);
        await follower.StopAsync(default);
    }

    [Fact]
    public async Task What_another_process_left_behind_is_found_at_the_start_and_again_now_and_then()
    {
        await using var dead = await database.Open();
        var chat = await Mine(dead);
        for (var count = 0; count < 120; count++) await chat.Say("followed later");

        await using var store = await database.Open();
        using var follower = await Start(store, TimeSpan.FromSeconds(1));
        await Until(store, found => found.Length == 200 || found.Length == 120);
        await chat.Say("followed by the sweep");
        await Until(store, found => found.Length == 121);
        await follower.StopAsync(default);
    }

    [Fact]
    public async Task A_database_that_was_away_is_caught_up_with()
    {
        // Who waits for a lock gives up soon; who is only slow, because the machine is busy, does not.
        await using var store = await database.Open(("LockTimeout", "00:00:00.1"), ("CommandTimeout", "00:00:30"));
        using var follower = await Start(store, TimeSpan.FromHours(1));
        var chat = await Mine(store);
        await chat.Say("followed before");
        await Until(store, found => found.Length == 1);
        await using (await database.HoldWrites())
        {
            await FluentActions.Awaiting(() => chat.Say("followed never")).Should().ThrowAsync<StoreUnavailableException>();
        }
        await SayOnceItIsBack(chat, "followed after");
        await Until(store, found => found.Any(entry => entry.Message.Content == "followed after"));
        await follower.StopAsync(default);
    }

    private static async Task SayOnceItIsBack(Chat chat, string text)
    {
        using var patience = new CancellationTokenSource(Waits.Long);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await again.WaitForNextTickAsync(patience.Token))
        {
            try
            {
                await chat.Say(text);
                return;
            }
            catch (StoreUnavailableException)
            {
                // The writer has not noticed yet that it can go on.
            }
        }
    }

    private static async Task<LogFollower> Start(TestStore store, TimeSpan sweep)
    {
        var options = new SearchOptions { Interval = TimeSpan.FromMilliseconds(20), SweepInterval = sweep, Share = 100 };
        var follower = new LogFollower([store.Get<SearchIndexer>()], store.Get<ChangedSessions>(), TimeProvider.System, Options.Create(options), NullLogger<LogFollower>.Instance);
        await follower.StartAsync(default);
        return follower;
    }

    private async Task Until(TestStore store, Predicate<FoundEntry[]> holds)
    {
        using var patience = new CancellationTokenSource(Waits.Long);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        do
        {
            try
            {
                var page = await store.Get<ISearchIndex>().Find(new(_me, false, [], null), [.. SearchTerms.Sought("followed")], long.MaxValue, 200, patience.Token);
                if (holds(page.Entries)) return;
            }
            catch (StoreUnavailableException)
            {
                // Somebody still holds what is to be read.
            }
        }
        while (await again.WaitForNextTickAsync(patience.Token));
    }

    private Task<Chat> Mine(TestStore store) => Chat.Create(store.Log, null, new SessionMember(_me, "me", UserRole.Customer, 0));
}

public sealed class SqliteFollowerTests(SqliteFixture database) : FollowerContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresFollowerTests(PostgresFixture database) : FollowerContract(database), IClassFixture<PostgresFixture>;

public sealed class SearchOptionsTests
{
    [Theory]
    [InlineData("00:00:00.001", "00:10:00", 20, "Search:Interval")]
    [InlineData("00:02:00", "00:10:00", 20, "Search:Interval")]
    [InlineData("00:00:01", "00:00:00", 20, "Search:SweepInterval")]
    [InlineData("00:00:01", "2.00:00:00", 20, "Search:SweepInterval")]
    [InlineData("00:00:01", "00:10:00", 0, "Search:Share")]
    [InlineData("00:00:01", "00:10:00", 101, "Search:Share")]
    public void A_setting_that_cannot_work_is_refused_by_name(string interval, string sweep, int share, string setting)
    {
        var options = new SearchOptions { Interval = TimeSpan.Parse(interval, null), SweepInterval = TimeSpan.Parse(sweep, null), Share = share };
        new SearchOptionsValidator().Validate(null, options).FailureMessage.Should().Contain(setting);
        new SearchOptionsValidator().Validate(null, new()).Succeeded.Should().BeTrue();
    }
}
