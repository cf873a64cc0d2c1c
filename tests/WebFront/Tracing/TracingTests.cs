using System.Net;
using System.Text;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Tracing;

/// <remarks>Listeners hear of the whole process: beside these nothing else runs.</remarks>
[Collection(Alone.Name)]
public class TracingTests
{
    private const string Words = "xyzzy, said in confidence";

    [Fact]
    public async Task A_message_is_one_trace_from_the_hub_over_the_grain_and_the_commit_to_the_delivery()
    {
        await using var collector = await Collector.Start();
        await Talk("--Tracing:OtlpEndpoint", collector.Endpoint, "--Tracing:Share", "1");

        var spans = collector.Spans;
        var delivered = spans.Should().Contain(span => span.Name == "session deliver").Which;
        var trace = spans.Where(span => span.TraceId == delivered.TraceId).ToDictionary(span => span.Id);
        trace.Values.Select(span => span.Name).Should().Contain(name => name.EndsWith("ChatHub/Send", StringComparison.Ordinal)).And.Contain("log commit");
        PathOf(delivered, trace).Should().Contain(name => name.EndsWith("IChatSession/Send", StringComparison.Ordinal));
        var commit = trace.Values.First(span => span.Name == "log commit");
        PathOf(commit, trace)[^1].Should().EndWith("ChatHub/Send", "the call of the hub is where it begins");
    }

    [Fact]
    public async Task The_plain_sockets_messages_are_traced_each_for_itself()
    {
        await using var collector = await Collector.Start();
        await using (var front = await RunningFront.Start("--Tracing:OtlpEndpoint", collector.Endpoint, "--Tracing:Share", "1"))
        {
            var visitor = await front.Visitor();
            using var socket = await Plain.Connect(front, visitor, await visitor.Support());
            await socket.Send(new { type = "user_message", message = Words, client_message_id = "one" });
            await socket.Next("ack");
        }

        var sent = collector.Spans.Should().ContainSingle(span => span.Name == "plain send").Which;
        sent.ParentId.Should().BeEmpty();
        collector.Spans.Where(span => span.TraceId == sent.TraceId).Select(span => span.Name).Should().Contain("log commit");
    }

    [Fact]
    public async Task A_caller_who_traces_is_followed()
    {
        await using var collector = await Collector.Start();
        await using (var front = await RunningFront.Start("--Tracing:OtlpEndpoint", collector.Endpoint, "--Tracing:Share", "0"))
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
            request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
            using var answer = await front.Http.SendAsync(request);
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
        }

        collector.Spans.Should().NotBeEmpty().And.OnlyContain(span => span.TraceId == "0AF7651916CD43DD8448EB211C80319C");
    }

    [Fact]
    public async Task Nothing_of_what_people_write_and_no_token_goes_out()
    {
        await using var collector = await Collector.Start();
        var secrets = await Talk("--Tracing:OtlpEndpoint", collector.Endpoint, "--Tracing:Share", "1");

        collector.Spans.Should().NotBeEmpty();
        var text = string.Concat(collector.Bodies.Select(Encoding.UTF8.GetString));
        foreach (var secret in secrets) text.Should().NotContain(secret);
    }

    [Fact]
    public async Task Of_a_share_of_nothing_nothing_is_sent()
    {
        await using var collector = await Collector.Start();
        await Talk("--Tracing:OtlpEndpoint", collector.Endpoint, "--Tracing:Share", "0");

        collector.Spans.Should().BeEmpty();
    }

    [Fact]
    public Task A_collector_that_is_away_costs_nobody_a_message() => Talk("--Tracing:OtlpEndpoint", "http://127.0.0.1:9/v1/traces", "--Tracing:Share", "1");

    [Theory]
    [InlineData("--Tracing:OtlpEndpoint", "ftp://collector", "Tracing:OtlpEndpoint")]
    [InlineData("--Tracing:Share", "1.5", "Tracing:Share")]
    public async Task What_cannot_be_is_refused_at_the_start(string setting, string value, string named) =>
        (await FluentActions.Awaiting(() => RunningFront.Start(setting, value)).Should().ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>())
            .Which.Message.Should().Contain(named);

    /// <summary>Two people and a message; then the server ends, and sends what it has.</summary>
    /// <returns>What must not be told.</returns>
    private static async Task<string[]> Talk(params string[] settings)
    {
        await using var front = await RunningFront.Start(settings);
        var (one, other) = (await front.Visitor("Unmistakable"), await front.Visitor("Other"));
        var sessionId = await one.Direct(other);
        await using var mine = await one.Connect();
        await mine.Join(sessionId);
        await mine.Say(sessionId, Words);
        await mine.TakeMessage(Words);
        return [Words, "Unmistakable", one.Token, other.Token];
    }

    /// <summary>The names from a span up to the first of its trace.</summary>
    private static List<string> PathOf(Span span, Dictionary<string, Span> trace)
    {
        var path = new List<string>();
        for (var at = span; at is not null; at = trace.GetValueOrDefault(at.ParentId)) path.Add(at.Name);
        return path;
    }
}

[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "Alone";
}
