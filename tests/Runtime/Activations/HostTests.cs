using System.Collections.Concurrent;
using LiveChat.Runtime.Calls;
using LiveChat.Runtime.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace LiveChat.Runtime.Activations;

public interface IShape : IGrainWithStringKey
{
    Task<string> Name();
}

public sealed class Circle : Grain, IShape
{
    public Task<string> Name() => Task.FromResult("circle");
}

public sealed class Square : Grain, IShape
{
    public Task<string> Name() => Task.FromResult("square");
}

public interface IOld : IGrainWithStringKey
{
    Task<int> Add(int coins);
    Task End();
}

/// <summary>State in the base class, as older grains have it.</summary>
public sealed class Old : Grain<Purse>, IOld
{
    public async Task<int> Add(int coins)
    {
        State.Coins += coins;
        await WriteStateAsync();
        return State.Coins;
    }

    public Task End()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

public sealed class HostTests
{
    [Fact]
    public async Task A_class_is_chosen_by_its_name_where_an_interface_has_several()
    {
        await using var cluster = await TestCluster.Start();
        (await cluster.Client.GetGrain<IShape>("a", typeof(Circle).FullName).Name()).Should().Be("circle");
        (await cluster.Client.GetGrain<IShape>("a", typeof(Square).FullName).Name()).Should().Be("square");
        var act = () => cluster.Client.GetGrain<IShape>("a");
        act.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task State_in_the_base_class_outlives_the_activation()
    {
        await using var cluster = await TestCluster.Start();
        var grain = cluster.Client.GetGrain<IOld>("old");
        (await grain.Add(2)).Should().Be(2);
        await grain.End();
        await cluster.WaitForDeactivationAsync(grain);
        (await grain.Add(3)).Should().Be(5);
    }

    [Fact]
    public async Task Startup_tasks_and_participants_run_in_their_stages_and_grains_answer_them()
    {
        var events = new ConcurrentQueue<string>();
        await using (var cluster = await TestCluster.Start(silo =>
        {
            silo.AddStartupTask(async (services, _) => events.Enqueue(await services.GetRequiredService<IGrainFactory>().GetGrain<IEcho>("start").Say("startup")));
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new Participant(events));
        }))
        {
            events.Should().Equal("services", "startup");
        }
        events.Should().Equal("services", "startup", "end");
    }

    private sealed class Participant(ConcurrentQueue<string> events) : ILifecycleParticipant<ISiloLifecycle>
    {
        public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe<Participant>(ServiceLifecycleStage.ApplicationServices, _ => Note("services"), _ => Note("end"));

        private Task Note(string text)
        {
            events.Enqueue(text);
            return Task.CompletedTask;
        }
    }
}
