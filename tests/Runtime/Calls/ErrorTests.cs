using System.Collections.Concurrent;
using Orleans.Concurrency;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

[GenerateSerializer, Alias("runtime.test.OutOfStock")]
public sealed class OutOfStockException(string message, int left) : Exception(message)
{
    [Id(0)] public int Left { get; } = left;
}

public interface IFaulty : IGrainWithGuidKey
{
    Task ThrowAtOnce();
    Task ThrowOwn();
    Task<int> Cancelled();
    Task Hang();
    [ResponseTimeout("00:00:00.300")] Task HangBriefly();
    [OneWay] Task ThrowUnheard();
    [AlwaysInterleave] Task WaitFor(string gate, CancellationToken token);
    Task<bool> WasCancelled();
    Task CallMyself();
}

public sealed class Faulty : Grain, IFaulty
{
    private bool _wasCancelled;

    public Task ThrowAtOnce() => throw new ArgumentException("at once");

    public async Task ThrowOwn()
    {
        await Task.Yield();
        throw new OutOfStockException("gone", 0);
    }

    public Task<int> Cancelled() => Task.FromException<int>(new OperationCanceledException("by the grain"));

    public Task Hang() => new TaskCompletionSource().Task;

    public Task HangBriefly() => new TaskCompletionSource().Task;

    public Task ThrowUnheard() => throw new InvalidOperationException("nobody hears this");

    public async Task WaitFor(string gate, CancellationToken token)
    {
        try
        {
            _ = Gate.Pass(gate);
            await Task.Delay(Timeout.Infinite, token);
        }
        catch (OperationCanceledException)
        {
            _wasCancelled = true;
            throw;
        }
    }

    public Task<bool> WasCancelled() => Task.FromResult(_wasCancelled);

    public Task CallMyself() => this.AsReference<IFaulty>().ThrowOwn();
}

public sealed class ErrorTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start(
        silo => silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = Short),
        client => client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = Short));

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private IFaulty Faulty => _cluster.Client.GetGrain<IFaulty>(Guid.CreateVersion7());

    [Fact]
    public async Task What_is_thrown_before_the_first_await_fails_the_task_and_not_the_call()
    {
        var call = Faulty.ThrowAtOnce();
        await call.Invoking(each => each).Should().ThrowAsync<ArgumentException>().WithMessage("at once");
    }

    [Fact]
    public async Task An_exception_of_ours_keeps_its_members()
    {
        var act = () => Faulty.ThrowOwn();
        (await act.Should().ThrowAsync<OutOfStockException>().WithMessage("gone")).Which.Left.Should().Be(0);
    }

    [Fact]
    public async Task A_cancelled_result_is_a_cancellation_to_the_caller()
    {
        var act = () => Faulty.Cancelled();
        await act.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_call_that_is_not_answered_times_out()
    {
        var act = () => Faulty.Hang();
        await act.Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_call_that_waits_behind_a_hanging_one_times_out_too()
    {
        var grain = Faulty;
        var hanging = grain.Hang();
        var behind = grain.WasCancelled();
        await behind.Invoking(each => each).Should().ThrowAsync<TimeoutException>();
        await hanging.Invoking(each => each).Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_method_may_have_a_time_out_of_its_own()
    {
        var act = () => Faulty.HangBriefly();
        await act.Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_grain_that_waits_for_itself_times_out()
    {
        var act = () => Faulty.CallMyself();
        await act.Should().ThrowAsync<TimeoutException>();
    }

    [Fact]
    public async Task A_one_way_call_completes_whatever_becomes_of_it()
    {
        var grain = Faulty;
        await grain.ThrowUnheard();
        (await grain.WasCancelled()).Should().BeFalse();
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_freed_and_the_grain_is_told()
    {
        var grain = Faulty;
        using var source = new CancellationTokenSource();
        var call = grain.WaitFor("cancel", source.Token);
        await Gate.Entered("cancel");
        await source.CancelAsync();
        await call.Invoking(each => each).Should().ThrowAsync<OperationCanceledException>();
        await Eventually.Holds(grain.WasCancelled);
    }

    [Fact]
    public async Task A_token_that_is_cancelled_already_stops_the_call_before_it_begins()
    {
        var grain = Faulty;
        var act = () => grain.WaitFor("never", new CancellationToken(canceled: true));
        await act.Should().ThrowAsync<OperationCanceledException>();
    }
}
