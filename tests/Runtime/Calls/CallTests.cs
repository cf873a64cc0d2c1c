using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

public interface IEcho : IGrainWithStringKey
{
    Task<string> Say(string text);
    ValueTask<int> Add(int a, int b);
    ValueTask Touch();
    Task Fail(string message);
    Task<string> Key();
}

public sealed class Echo : Grain, IEcho
{
    public Task<string> Say(string text) => Task.FromResult(text);
    public async ValueTask<int> Add(int a, int b)
    {
        await Task.Yield();
        return a + b;
    }
    public ValueTask Touch() => default;
    public async Task Fail(string message)
    {
        await Task.Yield();
        throw new InvalidOperationException(message);
    }
    public Task<string> Key() => Task.FromResult(this.GetPrimaryKeyString());
}

public sealed class CallTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Arguments_and_results_cross()
    {
        var echo = _cluster.Client.GetGrain<IEcho>("a");
        (await echo.Say("你好")).Should().Be("你好");
        (await echo.Add(2, 3)).Should().Be(5);
        await echo.Touch();
        (await echo.Key()).Should().Be("a");
    }

    [Fact]
    public async Task An_exception_crosses_as_itself()
    {
        var act = () => _cluster.Client.GetGrain<IEcho>("a").Fail("no");
        (await act.Should().ThrowAsync<InvalidOperationException>().WithMessage("no")).Which.StackTrace.Should().Contain("Echo.Fail");
    }
}
