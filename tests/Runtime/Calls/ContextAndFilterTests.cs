using System.Collections.Concurrent;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

public interface ITraced : IGrainWithStringKey
{
    Task<string?> Trace(bool further);
    Task<string?> ChangeTrace();
    Task<int> Twice(int number);
    Task<int> Refused();
}

/// <summary>Filters its own calls, too.</summary>
public sealed class Traced : Grain, ITraced, IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        FilterTests.Seen.Enqueue($"grain {context.MethodName}");
        await context.Invoke();
        if (context.MethodName == nameof(ITraced.Twice)) context.Result = (int)context.Result! + 1;
    }

    public async Task<string?> Trace(bool further) =>
        further ? await GrainFactory.GetGrain<ITraced>("inner").Trace(further: false) : RequestContext.Get("trace") as string;

    public Task<string?> ChangeTrace()
    {
        RequestContext.Set("trace", "changed by the grain");
        return Task.FromResult(RequestContext.Get("trace") as string);
    }

    public Task<int> Twice(int number) => Task.FromResult(number * 2);

    public Task<int> Refused() => Task.FromResult(1);
}

public sealed class FilterTests : IAsyncLifetime
{
    internal static readonly ConcurrentQueue<string> Seen = new();
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start(
        silo =>
        {
            silo.AddIncomingGrainCallFilter(context => Note("first", context));
            silo.AddIncomingGrainCallFilter(context => Note("second", context));
        },
        client => client.AddOutgoingGrainCallFilter(context => context.InterfaceMethod.DeclaringType == typeof(ITraced) ? NoteOutgoing(context) : context.Invoke()));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Filters_run_in_their_order_the_grains_own_last_and_may_change_the_result()
    {
        var grain = _cluster.Client.GetGrain<ITraced>("order");
        Seen.Clear();
        (await grain.Twice(4)).Should().Be(9);
        Seen.Should().Equal("out Twice", "first Twice", "second Twice", "grain Twice", "second done", "first done", "out done");
    }

    [Fact]
    public async Task A_filter_may_refuse_a_call_and_may_hear_of_its_exception()
    {
        var act = () => _cluster.Client.GetGrain<ITraced>("refuse").Refused();
        await act.Should().ThrowAsync<UnauthorizedAccessException>().WithMessage("not you");
    }

    [Fact]
    public async Task Context_travels_with_the_call_and_the_calls_it_makes_but_not_back()
    {
        RequestContext.Set("trace", "from the client");
        (await _cluster.Client.GetGrain<ITraced>("outer").Trace(further: true)).Should().Be("from the client");
        (await _cluster.Client.GetGrain<ITraced>("outer").ChangeTrace()).Should().Be("changed by the grain");
        RequestContext.Get("trace").Should().Be("from the client");
        RequestContext.Clear();
        (await _cluster.Client.GetGrain<ITraced>("outer").Trace(further: false)).Should().BeNull();
    }

    private static async Task Note(string name, IIncomingGrainCallContext context)
    {
        if (context.Grain is not Traced)
        {
            await context.Invoke();
            return;
        }
        if (context.MethodName == nameof(ITraced.Refused) && name == "second") throw new UnauthorizedAccessException("not you");
        Seen.Enqueue($"{name} {context.MethodName}");
        await context.Invoke();
        context.ImplementationMethod.DeclaringType.Should().Be(typeof(Traced));
        Seen.Enqueue($"{name} done");
    }

    private static async Task NoteOutgoing(IOutgoingGrainCallContext context)
    {
        Seen.Enqueue($"out {context.MethodName}");
        await context.Invoke();
        Seen.Enqueue("out done");
    }
}
