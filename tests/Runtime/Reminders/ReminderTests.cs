using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Reminders;

public interface IReminded : IRemindable, IGrainWithStringKey
{
    Task Set(string name, TimeSpan due, TimeSpan period);
    Task<bool> Remove(string name);
    Task<string[]> Names();
    Task End();
}

public sealed class Reminded : Grain, IReminded
{
    public static readonly ConcurrentDictionary<string, ConcurrentQueue<TickStatus>> Ticks = new();

    public Task Set(string name, TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder(name, due, period);

    public async Task<bool> Remove(string name)
    {
        if (await this.GetReminder(name) is not { } reminder) return false;
        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<string[]> Names() => [.. (await this.GetReminders()).Select(each => each.ReminderName).Order(StringComparer.Ordinal)];

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Of(this.GetPrimaryKeyString(), reminderName).Enqueue(status);
        return Task.CompletedTask;
    }

    public static ConcurrentQueue<TickStatus> Of(string key, string name) => Ticks.GetOrAdd($"{key}/{name}", static _ => new());
}

public sealed class ReminderTests : IAsyncLifetime
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(100);
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start(silo =>
        silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = Often));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task A_reminder_ticks_and_wakes_the_grain()
    {
        var grain = _cluster.Client.GetGrain<IReminded>("wake");
        await grain.Set("alarm", TimeSpan.Zero, Often);
        await Has("wake", "alarm", 1);
        await grain.End();
        await _cluster.WaitForDeactivationAsync(grain);
        var before = Reminded.Of("wake", "alarm").Count;
        await Has("wake", "alarm", before + 2);
        var ticks = Reminded.Of("wake", "alarm").ToArray();
        ticks.Should().OnlyContain(each => each.Period == Often && each.FirstTickTime == ticks[0].FirstTickTime && each.CurrentTickTime >= each.FirstTickTime);
    }

    [Fact]
    public async Task A_reminder_can_be_found_changed_and_removed()
    {
        var grain = _cluster.Client.GetGrain<IReminded>("change");
        await grain.Set("a", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await grain.Set("b", TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        (await grain.Names()).Should().Equal("a", "b");
        await grain.Set("a", TimeSpan.Zero, Often);
        await Has("change", "a", 1);
        (await grain.Remove("a")).Should().BeTrue();
        (await grain.Remove("a")).Should().BeFalse();
        (await grain.Names()).Should().Equal("b");
    }

    [Fact]
    public async Task A_period_below_the_minimum_is_refused()
    {
        var act = () => _cluster.Client.GetGrain<IReminded>("fast").Set("x", TimeSpan.Zero, TimeSpan.FromMilliseconds(1));
        await act.Should().ThrowAsync<ArgumentException>();
    }

    private static Task Has(string key, string name, int count) => Eventually.Holds(() => Task.FromResult(Reminded.Of(key, name).Count >= count));
}
