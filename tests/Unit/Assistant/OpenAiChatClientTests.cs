using System.Text.Json;
using LiveChat.Assistant;
using LiveChat.Silo.Ai;
using LiveChat.Silo.Ai.OpenAi;
using LiveChat.Testing;
using Microsoft.Extensions.AI;

namespace LiveChat.Unit.Assistant;

/// <summary>The client against an endpoint on a real socket that does all that endpoints do.</summary>
public sealed class OpenAiChatClientTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);

    [Fact]
    public async Task Streams_an_answer_with_its_usage()
    {
        await using var model = ScriptedModel.Start(answer => answer.Stream("Hel", "lo, ", "世界 👋"));
        var said = await ClientOf(model).Ask("Hi");
        said.Text.Should().Be("Hello, 世界 👋");
        said.Pieces.Should().Equal("Hel", "lo, ", "世界 👋");
        said.Tokens.Should().Be(7);
    }

    [Fact]
    public async Task Sends_the_conversation_the_model_and_the_bound()
    {
        await using var model = ScriptedModel.Start(answer => answer.Stream("ok"));
        using var client = ClientOf(model);
        await client.GetResponseAsync([new(ChatRole.System, "be kind"), .. Asking.Conversation("a", "b", "c")], new ChatOptions { MaxOutputTokens = 99 });

        var body = JsonDocument.Parse(model.Requests.Single()).RootElement;
        body.GetProperty("model").GetString().Should().Be("scripted");
        body.GetProperty("stream").GetBoolean().Should().BeTrue();
        body.GetProperty("max_completion_tokens").GetInt32().Should().Be(99);
        body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString())
            .Should().Equal("system", "user", "assistant", "user");
    }

    public static TheoryData<string, AiFailure> Faults => new()
    {
        { "silent from the start", AiFailure.Timeout },
        { "silent after the head", AiFailure.Timeout },
        { "silent in the middle", AiFailure.Timeout },
        { "429 for ever", AiFailure.RateLimited },
        { "429 that asks for an hour", AiFailure.RateLimited },
        { "500 for ever", AiFailure.Unavailable },
        { "401", AiFailure.Unavailable },
        { "404", AiFailure.Unavailable },
        { "garbage instead of HTTP", AiFailure.Unavailable },
        { "a web page", AiFailure.Broken },
        { "no event at all", AiFailure.Broken },
        { "invalid JSON", AiFailure.Broken },
        { "JSON of another kind", AiFailure.Broken },
        { "an error in the stream", AiFailure.Broken },
        { "reset at once", AiFailure.Unavailable },
        { "reset in the middle", AiFailure.Broken },
        { "closed in the middle", AiFailure.Broken },
        { "ended without a reason", AiFailure.Broken },
        { "never ending", AiFailure.TooLong },
        { "huge in one piece", AiFailure.TooLong },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task Every_fault_ends_in_a_failure_of_its_kind(string fault, AiFailure failure)
    {
        await using var model = ScriptedModel.Start(ScriptOf(fault));
        using var client = LimitedClientOf(model, isSilent: fault.StartsWith("silent", StringComparison.Ordinal));
        var thrown = (await client.Invoking(c => c.Ask("Hi")).Should().ThrowAsync<AiFailureException>()).Which;
        thrown.Failure.Should().Be(failure, "the endpoint was {0} and it was said: {1}", fault, thrown);
    }

    [Fact]
    public async Task An_endpoint_that_is_not_there_is_unavailable()
    {
        Uri gone;
        await using (var model = ScriptedModel.Start(answer => answer.Stream("ok"))) gone = model.Address;
        using var client = OpenAiChatClient.For(Options(gone), TimeProvider.System);
        (await client.Invoking(c => c.Ask("Hi")).Should().ThrowAsync<AiFailureException>()).Which.Failure.Should().Be(AiFailure.Unavailable);
    }

    [Theory]
    [InlineData(429, "retry-after-ms: 1")]
    [InlineData(429, "Retry-After: 0")]
    [InlineData(429, "Retry-After: Wed, 01 Jan 2020 00:00:00 GMT")]
    [InlineData(500, "X: y")]
    [InlineData(503, "Retry-After: 0")]
    public async Task Asks_again_when_the_endpoint_may_recover(int status, string header)
    {
        await using var model = ScriptedModel.Start(answer => answer.Status(status, header), answer => answer.Status(status, header), answer => answer.Stream("here I am"));
        (await ClientOf(model, Asking.Patience).Ask("Hi")).Text.Should().Be("here I am");
        model.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("429 for ever", 3)]
    [InlineData("429 that asks for an hour", 1)]
    [InlineData("401", 1)]
    [InlineData("404", 1)]
    public async Task Asks_again_a_bounded_number_of_times(string fault, int requests)
    {
        await using var model = ScriptedModel.Start(ScriptOf(fault));
        using var client = ClientOf(model, Asking.Patience);
        await client.Invoking(c => c.Ask("Hi")).Should().ThrowAsync<AiFailureException>();
        model.Requests.Should().HaveCount(requests);
    }

    [Fact]
    public async Task Cancelling_is_no_failure_of_the_model()
    {
        await using var model = ScriptedModel.Start(async answer => { await answer.Begin(); await answer.Piece("a"); await answer.Hang(); });
        using var cancelled = new CancellationTokenSource();
        await using var updates = ClientOf(model, Asking.Patience).GetStreamingResponseAsync(Asking.Conversation("Hi"), cancellationToken: cancelled.Token).GetAsyncEnumerator();
        (await updates.MoveNextAsync()).Should().BeTrue();
        var next = updates.MoveNextAsync();
        await cancelled.CancelAsync();
        await FluentActions.Awaiting(() => next.AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }

    private static Func<ScriptedAnswer, Task> ScriptOf(string fault) => fault switch
    {
        "silent from the start" => answer => answer.Hang(),
        "silent after the head" => async answer => { await answer.Begin(); await answer.Hang(); },
        "silent in the middle" => async answer => { await answer.Begin(); await answer.Piece("a"); await answer.Hang(); },
        "429 for ever" => answer => answer.Status(429, "retry-after-ms: 1"),
        "429 that asks for an hour" => answer => answer.Status(429, "Retry-After: 3600"),
        "500 for ever" => answer => answer.Status(500, "retry-after-ms: 1"),
        "401" => answer => answer.Status(401),
        "404" => answer => answer.Status(404),
        "garbage instead of HTTP" => answer => answer.Write("\u0001\u0002 what is this\r\n\r\n"),
        "a web page" => answer => answer.Write("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>"),
        "no event at all" => async answer => { await answer.Begin(); await answer.End(); },
        "invalid JSON" => async answer => { await answer.Begin(); await answer.Piece("a"); await answer.Data("{\"choices\": [ oops"); await answer.Finish(); },
        "JSON of another kind" => async answer => { await answer.Begin(); await answer.Data("[1, 2, 3]"); await answer.Finish(); },
        "an error in the stream" => async answer => { await answer.Begin(); await answer.Piece("a"); await answer.Data("{\"error\":{\"message\":\"out of memory\"}}"); await answer.End(); },
        "reset at once" => answer => { answer.Reset(); return Task.CompletedTask; },
        "reset in the middle" => async answer => { await answer.Begin(); await answer.Piece("a"); answer.Reset(); },
        "closed in the middle" => async answer => { await answer.Begin(); await answer.Piece("a"); },
        "ended without a reason" => async answer => { await answer.Begin(); await answer.Piece("a"); await answer.End(); },
        "never ending" => async answer => { await answer.Begin(); while (true) await answer.Piece("and so on "); },
        "huge in one piece" => async answer => { await answer.Begin(); await answer.Piece(new string('x', 1_000_000)); await answer.Finish(); },
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "no such fault"),
    };

    private static OpenAiChatClient ClientOf(ScriptedModel model, TimeSpan? firstToken = null) => OpenAiChatClient.For(Options(model.Address, firstToken), TimeProvider.System);

    private static LimitedChatClient LimitedClientOf(ScriptedModel model, bool isSilent)
    {
        // Only silence is waited for; all else must show itself in whatever time a busy machine takes.
        var options = Options(model.Address, isSilent ? Short : Asking.Patience);
        if (!isSilent) options.BetweenTokensTimeout = Asking.Patience;
        return new LimitedChatClient(OpenAiChatClient.For(options, TimeProvider.System), TimeProvider.System, Microsoft.Extensions.Options.Options.Create(options));
    }

    private static AiOptions Options(Uri endpoint, TimeSpan? firstToken = null) => new()
    {
        Provider = AiProvider.OpenAI, Endpoint = endpoint, Model = "scripted", Retries = 2,
        FirstTokenTimeout = firstToken ?? Asking.Patience, BetweenTokensTimeout = Short, MaxReplyLength = 5000,
    };
}
