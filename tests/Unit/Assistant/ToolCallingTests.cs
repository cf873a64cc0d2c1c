using LiveChat.Assistant.Tools;
using LiveChat.Silo.Ai;
using LiveChat.Silo.Ai.OpenAi;
using LiveChat.Testing;
using LiveChat.Unit.Assistant.Tools;
using Microsoft.Extensions.AI;

namespace LiveChat.Unit.Assistant;

public sealed class ToolCallingTests
{
    private readonly Workshop _shop = new();

    public ToolCallingTests() => _shop.Orders.All["10001"] = new("10001", "b1", "shipped");

    [Fact]
    public async Task An_endpoint_with_function_calling_uses_tools_and_answers_with_what_they_said()
    {
        await using var endpoint = ScriptedModel.Start(
            async answer =>
            {
                await answer.Begin();
                await answer.Data(Delta("""{"tool_calls":[{"index":0,"id":"c-1","type":"function","function":{"name":"look_up_order","arguments":"{\"orderId\":"}}]}"""));
                await answer.Data(Delta("""{"tool_calls":[{"index":0,"function":{"arguments":"\"10001\"}"}}]}"""));
                await answer.Data(Delta("{}", "tool_calls"));
                await answer.Data("[DONE]");
                await answer.End();
            },
            answer => answer.Stream("Your order ", "is on its way."));
        var said = await Ask(Client(endpoint), _shop.For(Workshop.Buyer));

        said.Should().Be("Your order is on its way.");
        _shop.Session.Shown.Should().Equal(("look_up_order", "10001"));
        var (first, second) = (endpoint.Requests.First(), endpoint.Requests.Last());
        first.Should().Contain("\"tools\"").And.Contain("look_up_order").And.Contain("\"parameters\"");
        second.Should().Contain("\"tool_call_id\":\"c-1\"").And.Contain("shipped").And.Contain("\"role\":\"tool\"");
    }

    [Fact]
    public async Task A_model_that_only_calls_is_asked_so_often_and_no_more()
    {
        var model = new Model(messages => Calls(("look_up_order", $"3000{messages.Length}")));
        var client = new ToolCallingChatClient(model, Microsoft.Extensions.Options.Options.Create(_shop.Options));
        (await Ask(client, _shop.For(Workshop.Buyer))).Should().BeEmpty();
        model.Asked.Should().Be(_shop.Options.MaxRounds);
        _shop.Orders.Asked.Count.Should().BeLessThan(_shop.Options.MaxRounds);
    }

    [Fact]
    public async Task When_the_tokens_are_spent_the_model_has_to_answer()
    {
        _shop.Options.MaxTokens = 100;
        var model = new Model(_ => Calls(("look_up_order", "10001"), usage: 5_000));
        var client = new ToolCallingChatClient(model, Microsoft.Extensions.Options.Options.Create(_shop.Options));
        await Ask(client, _shop.For(Workshop.Buyer));
        model.Asked.Should().Be(2);
        _shop.Orders.Asked.Should().BeEmpty("what it said beside the call was all there was to spend");
    }

    [Fact]
    public async Task Without_a_toolbox_nothing_changes()
    {
        var model = new Model(_ => Texts("Hello"));
        var client = new ToolCallingChatClient(model, Microsoft.Extensions.Options.Options.Create(_shop.Options));
        (await client.Ask("Hi")).Text.Should().Be("Hello");
        model.Asked.Should().Be(1);
    }

    [Fact]
    public async Task What_is_said_before_and_after_a_call_is_parted()
    {
        var model = new Model(messages => messages.Length == 1 ? Texts("One moment.").Then(Calls(("look_up_order", "10001"))) : Texts("It is shipped."));
        var client = new ToolCallingChatClient(model, Microsoft.Extensions.Options.Options.Create(_shop.Options));
        (await Ask(client, _shop.For(Workshop.Buyer))).Should().Be("One moment.\n\nIt is shipped.");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[1,2]")]
    [InlineData("{\"orderId\":{\"$ne\":null}}")]
    [InlineData("")]
    public async Task Arguments_that_are_none_are_refused_and_the_answer_goes_on(string arguments)
    {
        var call = $$$"""{"tool_calls":[{"index":0,"id":"c-1","type":"function","function":{"name":"look_up_order","arguments":{{{System.Text.Json.JsonSerializer.Serialize(arguments)}}}}}]}""";
        await using var endpoint = ScriptedModel.Start(
            async answer =>
            {
                await answer.Begin();
                await answer.Data(Delta(call));
                await answer.Finish();
            },
            answer => answer.Stream("Which order?"));
        (await Ask(Client(endpoint), _shop.For(Workshop.Buyer))).Should().Be("Which order?");
        _shop.Orders.Asked.Should().BeEmpty();
        endpoint.Requests.Last().Should().Contain("refused");
    }

    [Fact]
    public async Task Calls_without_end_are_broken_off()
    {
        await using var endpoint = ScriptedModel.Start(async answer =>
        {
            await answer.Begin();
            for (var i = 0; i < 100; i++) await answer.Data(Delta($$$"""{"tool_calls":[{"index":{{{i}}},"id":"c-{{{i}}}","type":"function","function":{"name":"look_up_order","arguments":"{}"}}]}"""));
            await answer.Finish();
        });
        var ask = () => Ask(Client(endpoint), _shop.For(Workshop.Buyer));
        (await ask.Should().ThrowAsync<LiveChat.Assistant.AiFailureException>()).Which.Failure.Should().Be(LiveChat.Assistant.AiFailure.TooLong);
    }

    private ToolCallingChatClient Client(ScriptedModel endpoint) => new(
        OpenAiChatClient.For(new AiOptions { Endpoint = endpoint.Address, Model = "scripted" }, TimeProvider.System), Microsoft.Extensions.Options.Options.Create(_shop.Options));

    private static string Delta(string delta, string? reason = null) =>
        $$$"""{"id":"c1","object":"chat.completion.chunk","created":1,"model":"scripted","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{(reason is null ? "null" : $"\"{reason}\"")}}}}]}""";

    private static async Task<string> Ask(IChatClient client, Toolbox toolbox)
    {
        using var limit = new CancellationTokenSource(Asking.Patience);
        var answer = await client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "Where is 10001?")], new ChatOptions { Tools = [.. toolbox.Functions] }, limit.Token).ToChatResponseAsync(limit.Token);
        return answer.Text;
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Texts(params string[] texts)
    {
        await Task.Yield();
        foreach (var text in texts) yield return new ChatResponseUpdate(ChatRole.Assistant, text);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Calls((string Tool, string OrderId) call, long usage = 0)
    {
        await Task.Yield();
        yield return new ChatResponseUpdate(ChatRole.Assistant, [new FunctionCallContent("c", call.Tool, new Dictionary<string, object?> { ["orderId"] = call.OrderId })]);
        if (usage > 0) yield return new ChatResponseUpdate(ChatRole.Assistant, [new UsageContent(new UsageDetails { OutputTokenCount = usage })]);
    }
}
