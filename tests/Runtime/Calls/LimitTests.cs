using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.Serialization.Invocation;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

public interface IChoosy : IGrainWithStringKey
{
    Task Hold(string gate);
    Task<string> Urgent(string text);
    Task<string> Patient(string text);
}

/// <summary>Lets calls of one method in between the awaits of others.</summary>
[MayInterleave(nameof(IsUrgent))]
public sealed class Choosy : Grain, IChoosy
{
    public static bool IsUrgent(IInvokable request) => request.GetMethodName() == nameof(IChoosy.Urgent);

    public Task Hold(string gate) => Gate.Pass(gate);

    public Task<string> Urgent(string text) => Task.FromResult(text);

    public Task<string> Patient(string text) => Task.FromResult(text);
}

public sealed class LimitTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start(silo =>
        silo.Configure<SiloMessagingOptions>(options => options.MaxEnqueuedRequestsHardLimit = 5));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Calls_beyond_the_hard_limit_are_refused_and_the_others_are_answered()
    {
        var grain = _cluster.Client.GetGrain<IChoosy>("limited");
        var holding = grain.Hold("limit");
        await Gate.Entered("limit");
        var calls = Enumerable.Range(0, 20).Select(each => grain.Patient($"{each}")).ToArray();
        // While the gate is shut, only a refused call can end.
        await Task.WhenAny(calls).WaitAsync(TestCluster.Patience);
        Gate.Open("limit");
        await holding;
        var outcomes = await Task.WhenAll(calls.Select(async each =>
        {
            await ((Task)each).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return each.Exception?.InnerException;
        }));
        outcomes.Should().Contain(each => each == null).And.Contain(each => each != null);
        outcomes.Where(each => each is not null).Should().AllBeAssignableTo<OrleansException>();
    }

    [Fact]
    public async Task A_predicate_of_the_grain_says_which_calls_interleave()
    {
        var grain = _cluster.Client.GetGrain<IChoosy>("choosy");
        var holding = grain.Hold("choosy");
        await Gate.Entered("choosy");
        var patient = grain.Patient("later");
        (await grain.Urgent("now")).Should().Be("now");
        patient.IsCompleted.Should().BeFalse();
        Gate.Open("choosy");
        await holding;
        (await patient).Should().Be("later");
    }
}
