using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Orleans.Serialization;
using Orleans.Streams;
using Orleans.TestingHost;

namespace LiveChat.Runtime.Strict;

[GenerateSerializer, Alias("strict.Parcel")]
public record Parcel([property: Id(0)] string Label, [property: Id(1)] List<int> Contents)
{
    [Id(2)] public Dictionary<string, int[]> Index { get; init; } = [];

    /// <summary>Has no id on purpose.</summary>
    public string? Forgotten { get; init; }
}

[GenerateSerializer, Immutable, Alias("strict.Heavy")]
public sealed record Heavy(string Label, List<int> Contents, [property: Id(0)] decimal Weight, [property: Id(1)] Parcel? Inner = null) : Parcel(Label, Contents);

[GenerateSerializer, Alias("strict.Knot")]
public sealed class Knot
{
    [Id(0)] public Knot? Other { get; set; }

    [Id(1)] public string Name { get; set; } = "default";
}

public sealed record Unmarked(int Number);

public sealed class UnmarkedException(string message) : Exception(message);

public interface IPost : IGrainWithStringKey
{
    Task<Parcel> Send(Parcel parcel);
    Task<Parcel> Kept();
    Task<object> Echo(object anything);
    Task<Knot> Tie(Knot knot);
    Task Take(Unmarked unmarked);
    Task<Unmarked> Give();
    Task Throw();
    Task<Post?> Myself();
}

public sealed class Post : Grain, IPost
{
    private Parcel? _kept;

    public Task<Parcel> Send(Parcel parcel)
    {
        parcel.Contents.Add(99);
        _kept = parcel;
        return Task.FromResult(parcel);
    }

    public Task<Parcel> Kept() => Task.FromResult(_kept!);

    public Task<object> Echo(object anything) => Task.FromResult(anything);

    public Task<Knot> Tie(Knot knot) => Task.FromResult(knot);

    public Task Take(Unmarked unmarked) => Task.CompletedTask;

    public Task<Unmarked> Give() => Task.FromResult(new Unmarked(1));

    public Task Throw() => throw new UnmarkedException("of ours");

    public Task<Post?> Myself() => Task.FromResult<Post?>(this);
}

/// <summary>Strict mode: what crosses is copied through the members that would go over the wire.</summary>
public sealed class StrictTests : IAsyncLifetime
{
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.Start();

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    private IPost Post => _cluster.Client.GetGrain<IPost>("strict");

    [Fact]
    public async Task Caller_and_grain_share_no_object()
    {
        var sent = new Parcel("a", [1, 2]) { Index = { ["x"] = [1] } };
        var answer = await Post.Send(sent);
        sent.Contents.Should().Equal(1, 2);
        answer.Contents.Should().Equal(1, 2, 99);
        answer.Contents.Clear();
        answer.Index["x"].Should().Equal(1);
        (await Post.Kept()).Contents.Should().Equal(1, 2, 99);
    }

    [Fact]
    public async Task A_member_without_an_id_is_lost() =>
        (await Post.Send(new Parcel("a", []) { Forgotten = "here" })).Forgotten.Should().BeNull();

    [Fact]
    public async Task Bases_inner_objects_and_immutable_types_are_copied_too()
    {
        var heavy = new Heavy("h", [1], 2.5m, new Parcel("inner", [7]));
        var back = (Heavy)await Post.Send(heavy);
        back.Should().NotBeSameAs(heavy);
        back.Weight.Should().Be(2.5m);
        back.Label.Should().Be("h");
        back.Inner!.Contents.Should().Equal(7);
        back.Inner.Should().NotBeSameAs(heavy.Inner);
    }

    [Fact]
    public async Task A_circle_stays_a_circle()
    {
        var knot = new Knot { Name = "one" };
        knot.Other = new Knot { Name = "two", Other = knot };
        var back = await Post.Tie(knot);
        back.Other!.Other.Should().BeSameAs(back);
        back.Should().NotBeSameAs(knot);
        back.Other.Name.Should().Be("two");
    }

    public static TheoryData<object> Crossing => new()
    {
        1, "text", DayOfWeek.Friday, Guid.Empty, 1.5m, TimeSpan.FromSeconds(1), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), new Uri("https://a.example/b"),
        new[] { 1, 2, 3 }, new[] { "a", "b" }, new[,] { { 1, 2 }, { 3, 4 } }, new string?[] { null, "x" },
        new List<string> { "a" }, new Dictionary<string, int> { ["a"] = 1 }, new HashSet<int> { 1, 2 }, new Queue<int>([1, 2]), new Stack<int>([1, 2]),
        ImmutableArray.Create(1, 2), ImmutableList.Create("a"), ImmutableDictionary<string, int>.Empty.Add("a", 1), ImmutableHashSet.Create(3),
        (1, "two"), Tuple.Create(1, "two"), KeyValuePair.Create("k", 2), StreamId.Create("ns", "key"), GrainId.Create("type", "key"),
    };

    [Theory]
    [MemberData(nameof(Crossing))]
    public async Task Values_of_the_base_library_cross(object value) =>
        (await Post.Echo(value)).Should().BeOfType(value.GetType()).And.BeEquivalentTo(value);

    [Fact]
    public async Task A_type_without_a_codec_is_refused_by_name_whichever_way_it_goes()
    {
        await Post.Invoking(each => each.Take(new(1))).Should().ThrowAsync<CodecNotFoundException>().WithMessage($"*{nameof(Unmarked)}*");
        await Post.Invoking(each => each.Give()).Should().ThrowAsync<CodecNotFoundException>().WithMessage($"*{nameof(Unmarked)}*");
        await Post.Invoking(each => each.Echo(() => 1)).Should().ThrowAsync<CodecNotFoundException>();
        await Post.Invoking(each => each.Echo(Enumerable.Range(0, 3).Where(n => n > 1))).Should().ThrowAsync<CodecNotFoundException>();
        await Post.Invoking(each => each.Myself()).Should().ThrowAsync<CodecNotFoundException>().WithMessage("*AsReference*");
    }

    [Fact]
    public async Task An_exception_without_a_codec_arrives_as_the_one_that_names_it() =>
        (await Post.Invoking(each => each.Throw()).Should().ThrowAsync<UnavailableExceptionFallbackException>().WithMessage("of ours"))
            .Which.ExceptionType.Should().Be(typeof(UnmarkedException).FullName);

    [Fact]
    public async Task Stream_events_are_copied_and_checked()
    {
        var stream = _cluster.Client.GetStreamProvider(TestCluster.Streams).GetStream<object>(StreamId.Create("strict", "events"));
        var arrived = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        await stream.SubscribeAsync((each, _) =>
        {
            arrived.TrySetResult(each);
            return Task.CompletedTask;
        });
        await stream.Invoking(each => each.OnNextAsync(new Unmarked(1))).Should().ThrowAsync<CodecNotFoundException>();
        var sent = new Parcel("event", [1]) { Forgotten = "here" };
        await stream.OnNextAsync(sent);
        var got = (Parcel)await arrived.Task.WaitAsync(TestCluster.Patience);
        got.Should().NotBeSameAs(sent);
        got.Forgotten.Should().BeNull();
    }

    [Fact]
    public async Task A_host_that_does_not_ask_for_it_copies_nothing()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.UseOrleans();
        using var host = builder.Build();
        await host.StartAsync();
        var grains = (IGrainFactory)host.Services.GetService(typeof(IGrainFactory))!;
        var parcel = new Parcel("same", [1]) { Forgotten = "here" };
        (await grains.GetGrain<IPost>("loose").Send(parcel)).Should().BeSameAs(parcel);
        await host.StopAsync();
    }
}
