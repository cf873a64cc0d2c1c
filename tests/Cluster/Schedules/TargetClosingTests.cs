using LiveChat.Cluster.Queues;
using LiveChat.Queues;
using LiveChat.Schedules;

namespace LiveChat.Cluster.Schedules;

/// <summary>What was promised to who waits, and ran out while no queue was there to see it: closing the conversation tells.</summary>
public sealed class TargetClosingTests : IAsyncLifetime
{
    private static readonly TimeSpan Promised = TimeSpan.FromMinutes(10);

    private DeskFixture _desk = null!;

    public async Task InitializeAsync()
    {
        // No reminder wakes the queue while the test looks.
        _desk = await DeskFixture.Start(options => options.WakeUpEvery = TimeSpan.FromHours(5), People.Agent);
        var schedule = DeskSchedule.Always(DeskFixture.Desk) with { Targets = new(null, (int)Promised.TotalSeconds, 50) };
        (await _desk.Chat.Client.GetGrain<ISchedule>(DeskFixture.Desk).Change(People.Admin, schedule)).Refusal.Should().BeNull();
    }

    public async Task DisposeAsync() => await _desk.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resolution_that_fell_due_while_no_queue_ran_is_recorded_at_closing(bool isTaken)
    {
        var since = _desk.Chat.Time.GetUtcNow();
        var id = await _desk.Ask(People.Visitor);
        await Sleep(id, isTaken, Promised + TimeSpan.FromSeconds(1));
        (await _desk.Chat.Session(id).Close(People.Visitor, null)).Should().BeNull();

        await Until(() => _desk.Chat.Stores.Schedules.Misses.Length > 0);
        _desk.Chat.Stores.Schedules.Misses.Should().Equal(new TargetMiss(id, Target.Resolution, since, DeskFixture.Desk, isTaken ? People.Agent.UserId : null, since + Promised));
        (await _desk.Snapshot()).Late.Should().BeEmpty();
    }

    [Fact]
    public async Task One_that_was_closed_in_time_is_not()
    {
        var id = await _desk.Ask(People.Visitor);
        await Sleep(id, isTaken: true, Promised - TimeSpan.FromSeconds(1));
        (await _desk.Chat.Session(id).Close(People.Visitor, null)).Should().BeNull();
        _desk.Pass(Promised);
        // Another that is missed shows that the queue has judged all there is.
        var other = await _desk.Ask(People.OtherVisitor);
        await Sleep(other, isTaken: false, Promised);
        (await _desk.Chat.Session(other).Close(People.OtherVisitor, null)).Should().BeNull();
        await Until(() => _desk.Chat.Stores.Schedules.Misses.Length > 0);
        _desk.Chat.Stores.Schedules.Misses.Should().ContainSingle(miss => miss.SessionId == other);
    }

    /// <summary>Time passes while the desk has no queue.</summary>
    private async Task Sleep(Guid id, bool isTaken, TimeSpan time)
    {
        if (isTaken)
        {
            await _desk.ComeOnline(People.Agent);
            await Until(async () => (await _desk.Chat.Session(id).Accept(People.Agent)).Refusal is null);
        }
        await _desk.Chat.Deactivate(_desk.Queue);
        _desk.Pass(time);
    }

    private static Task Until(Func<bool> holds) => Until(() => Task.FromResult(holds()));

    private static async Task Until(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(ChatCluster.Patience);
        using var again = new PeriodicTimer(ChatCluster.Tick);
        while (!await holds()) await again.WaitForNextTickAsync(patience.Token);
    }
}
