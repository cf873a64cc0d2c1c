using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Reminders;

/// <summary>A table of the host's own, which outlives the silo.</summary>
public sealed class DurableReminderTests
{
    [Fact]
    public async Task Reminders_in_the_hosts_table_come_back_after_a_crash()
    {
        var table = new MemoryReminderTable();
        await using var cluster = await TestCluster.Start(silo =>
        {
            silo.Services.AddSingleton<IReminderTable>(table);
            silo.AddReminders();
            silo.Configure<ReminderOptions>(options => options.MinimumReminderPeriod = TimeSpan.FromMilliseconds(100));
        });
        await cluster.Client.GetGrain<IReminded>("durable").Set("alarm", TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        await Ticks(1);
        await cluster.KillSiloAsync(cluster.Silos[0]);
        var before = Reminded.Of("durable", "alarm").Count;
        await cluster.RestartSiloAsync(cluster.Silos[0]);
        await Ticks(before + 2);
    }

    private static Task Ticks(int count) => Eventually.Holds(() => Task.FromResult(Reminded.Of("durable", "alarm").Count >= count));
}
