using LiveChat.Reports;
using LiveChat.Spending;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Spending;

/// <summary>One counts what the model costs: bounds, days, restarts, a database that is away.</summary>
public sealed class SpendingTests : IAsyncLifetime
{
    private const int Today = 20260302;

    private ChatCluster _cluster = null!;

    private IModelSpending Spending => _cluster.Client.GetGrain<IModelSpending>(IModelSpending.All);

    private InMemorySpending Store => _cluster.Stores.Spending;

    public async Task InitializeAsync() => _cluster = await ChatCluster.Start(silo =>
    {
        silo.Configure<SpendingOptions>(options => (options.TokensPerDay, options.TokensPerUserPerDay) = (1_000, 300));
        // Seventeen o'clock, when the clock of the tests begins.
        silo.Configure<ReportOptions>(options => options.TimeZone = "Asia/Taipei");
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Who_has_spent_their_own_is_refused_and_all_are_once_all_is_spent()
    {
        await Spend("amy", 299);
        (await Spending.Reached("amy")).Should().Be(SpendingBound.None);
        await Spend("amy", 1);
        (await Spending.Reached("amy")).Should().Be(SpendingBound.User);
        (await Spending.Reached("ben")).Should().Be(SpendingBound.None);
        (await Spending.Reached("")).Should().Be(SpendingBound.None, "nobody in particular has no bound of their own");
        await Spend("", 700);
        foreach (var asker in new[] { "amy", "ben", "" }) (await Spending.Reached(asker)).Should().Be(SpendingBound.Deployment);
        (await Spending.Today()).Should().Be(new DaySpending(1_000, 1_000, 300));
    }

    [Fact]
    public async Task At_midnight_in_the_operators_zone_there_is_something_to_spend_again()
    {
        await Spend("amy", 1_000);
        _cluster.Time.Advance(TimeSpan.FromHours(7) - TimeSpan.FromSeconds(1));
        (await Spending.Reached("ben")).Should().Be(SpendingBound.Deployment);
        _cluster.Time.Advance(TimeSpan.FromSeconds(1));
        (await Spending.Reached("ben")).Should().Be(SpendingBound.None);
        (await Spending.Reached("amy")).Should().Be(SpendingBound.None);
        (await Spending.Today()).Tokens.Should().Be(0);
        await Spend("amy", 5);
        (await Spending.Today()).Tokens.Should().Be(5);
        await Written(Today, 1_000);
        await Written(Today + 1, 5);
    }

    [Fact]
    public async Task A_restart_forgets_nothing_that_was_written()
    {
        await Spend("amy", 300);
        await Spend("ben", 200);
        await Written(Today, 500);
        await _cluster.KillAndRestart();
        (await Spending.Reached("amy")).Should().Be(SpendingBound.User);
        (await Spending.Today()).Tokens.Should().Be(500);
        await Spend("ben", 500);
        (await Spending.Reached("cat")).Should().Be(SpendingBound.Deployment);
    }

    [Fact]
    public async Task Who_counted_meanwhile_without_knowing_of_it_is_counted_too()
    {
        await Spend("amy", 1);
        await Store.Add(Today, [new("amy", 299), new("ben", 600)], 0, default);
        await Spend("amy", 1);
        await Written(Today, 901);
        (await Spending.Reached("amy")).Should().Be(SpendingBound.User);
        (await Spending.Today()).Tokens.Should().Be(901);
    }

    [Fact]
    public async Task Nobody_may_spend_while_nobody_can_tell_and_what_was_spent_is_written_once_the_database_is_back()
    {
        Store.Away = true;
        await Spending.Invoking(spending => spending.Reached("amy")).Should().ThrowAsync<StoreUnavailableException>();
        await Spending.Add("amy", 7);
        Store.Away = false;
        await Written(Today, 7);
        (await Spending.Today()).Tokens.Should().Be(7);
    }

    [Fact]
    public async Task What_is_spent_together_is_written_together()
    {
        for (var answer = 0; answer < 100; answer++) await Spending.Add($"u{answer % 50}", 1);
        await Written(Today, 100);
        Store.Writes.Should().BeLessThan(50);
    }

    private async Task Spend(string userId, long tokens)
    {
        var before = (await Spending.Today()).Tokens;
        await Spending.Add(userId, tokens);
        await Until(async () => (await Spending.Today()).Tokens >= before + tokens);
    }

    private Task Written(int day, long tokens) => Until(async () => await Store.Total(day, default) == tokens);

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(ChatCluster.Patience);
        using var again = new PeriodicTimer(ChatCluster.Tick);
        while (!await holds()) await again.WaitForNextTickAsync(patience.Token);
    }
}

public sealed class SpendingOptionsTests
{
    [Fact]
    public void Nothing_and_zero_are_the_usual_bounds() =>
        (new SpendingOptions().Most, new SpendingOptions().MostPerUser).Should().Be((20_000_000, 200_000));

    [Theory]
    [InlineData(-1, 0, "Spending:TokensPerDay")]
    [InlineData(2_000_000_000_000, 0, "Spending:TokensPerDay")]
    [InlineData(0, -1, "Spending:TokensPerUserPerDay")]
    public void A_setting_that_cannot_work_is_refused_by_name(long all, long user, string setting)
    {
        var options = new SpendingOptions { TokensPerDay = all, TokensPerUserPerDay = user };
        new SpendingOptionsValidator().Validate(null, options).FailureMessage.Should().Contain(setting);
        new SpendingOptionsValidator().Validate(null, new()).Succeeded.Should().BeTrue();
    }
}
