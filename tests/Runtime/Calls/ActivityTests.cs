using System.Collections.Concurrent;
using System.Diagnostics;
using Orleans.Diagnostics;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Calls;

public interface IFollowed : IGrainWithStringKey
{
    /// <summary>The trace and the span in which the grain works; with another grain between, that one's.</summary>
    Task<string?> Here(bool further);

    Task Fail();
}

public sealed class Followed : Grain, IFollowed
{
    public async Task<string?> Here(bool further) => further ? await GrainFactory.GetGrain<IFollowed>("inner").Here(further: false) : Activity.Current?.Id;

    public Task Fail() => throw new InvalidOperationException("as asked");
}

/// <summary>Traces go on from the caller into the grain, and from there into the next.</summary>
public sealed class ActivityTests : IAsyncLifetime
{
    private const string CallerName = "LiveChat.Runtime.Tests";
    private static readonly ActivitySource Caller = new(CallerName);
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private InProcessTestCluster _cluster = null!;

    public ActivityTests() => _listener = new ActivityListener
    {
        ShouldListenTo = source => source.Name == CallerName || source.Name == ActivitySources.ApplicationGrainActivitySourceName,
        Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        ActivityStopped = _ended.Enqueue,
    };

    public async Task InitializeAsync()
    {
        ActivitySource.AddActivityListener(_listener);
        _cluster = await TestCluster.Start(silo => silo.AddActivityPropagation(), client => client.AddActivityPropagation());
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _listener.Dispose();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_grain_works_in_its_callers_trace(bool further)
    {
        using var asking = Caller.StartActivity("asking")!;

        var here = ActivityContext.Parse((await _cluster.Client.GetGrain<IFollowed>("outer").Here(further))!, traceState: null);

        here.TraceId.Should().Be(asking.TraceId);
        here.SpanId.Should().NotBe(asking.SpanId, "the grain's work is a span of its own");
        var mine = _ended.Where(span => span.TraceId == asking.TraceId && span.OperationName.EndsWith("/Here", StringComparison.Ordinal)).ToArray();
        mine.Select(span => span.Kind).Should().BeEquivalentTo(further
            ? [ActivityKind.Client, ActivityKind.Server, ActivityKind.Client, ActivityKind.Server]
            : new[] { ActivityKind.Client, ActivityKind.Server });
    }

    [Fact]
    public async Task Who_is_not_traced_leaves_the_callers_of_others_alone()
    {
        Activity.Current = null;
        var (one, other) = (await _cluster.Client.GetGrain<IFollowed>("outer").Here(further: false), await _cluster.Client.GetGrain<IFollowed>("outer").Here(further: false));

        ActivityContext.Parse(one!, traceState: null).TraceId.Should().NotBe(ActivityContext.Parse(other!, traceState: null).TraceId, "each call without a trace begins its own");
    }

    [Fact]
    public async Task A_call_that_fails_is_marked_so_on_both_sides()
    {
        using var asking = Caller.StartActivity("asking")!;
        await FluentActions.Awaiting(() => _cluster.Client.GetGrain<IFollowed>("outer").Fail()).Should().ThrowAsync<InvalidOperationException>();

        _ended.Where(span => span.TraceId == asking.TraceId && span.OperationName.EndsWith("/Fail", StringComparison.Ordinal))
            .Select(span => span.Status).Should().Equal(ActivityStatusCode.Error, ActivityStatusCode.Error);
    }
}
