using LiveChat.Runtime.Calls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Runtime.Activations;

/// <summary>How a host stops: running calls end, new ones from outside are refused, and nothing waits past the deadline.</summary>
public sealed class StopTests
{
    [Fact]
    public async Task A_stopping_silo_lets_running_calls_end_and_refuses_new_ones()
    {
        using var host = await Start();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var running = grains.GetGrain<ILife>("draining").End("draining");
        await Gate.Entered("draining");
        var stopping = host.StopAsync();
        await Eventually.Holds(async () => await IsRefused(grains.GetGrain<IEcho>("late")));
        stopping.IsCompleted.Should().BeFalse();
        Gate.Open("draining");
        await running;
        await stopping.WaitAsync(TestCluster.Patience);
    }

    [Fact]
    public async Task A_call_that_does_not_end_is_dropped_at_the_deadline()
    {
        using var host = await Start();
        var hanging = host.Services.GetRequiredService<IGrainFactory>().GetGrain<ILife>("hanging").End("never opened, at stop");
        await Gate.Entered("never opened, at stop");
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await host.StopAsync(deadline.Token).WaitAsync(TestCluster.Patience);
        await hanging.Invoking(each => each).Should().ThrowAsync<SiloUnavailableException>();
    }

    [Fact]
    public async Task A_call_without_a_silo_fails_at_once()
    {
        using var host = await Start();
        var echo = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IEcho>("gone");
        await echo.Say("here");
        await host.StopAsync();
        await echo.Invoking(each => each.Say("there")).Should().ThrowAsync<SiloUnavailableException>();
    }

    [Fact]
    public async Task A_killed_silo_deactivates_nothing()
    {
        await using var cluster = await TestCluster.Start();
        await cluster.Client.GetGrain<ILife>("struck").Number();
        await cluster.KillSiloAsync(cluster.Silos[0]);
        Life.Ends.ContainsKey("struck").Should().BeFalse();
    }

    private static async Task<IHost> Start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.UseOrleans();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<bool> IsRefused(IEcho echo)
    {
        try
        {
            await echo.Say("late");
            return false;
        }
        catch (SiloUnavailableException)
        {
            return true;
        }
    }
}
