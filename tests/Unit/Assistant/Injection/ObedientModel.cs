using System.Runtime.CompilerServices;
using LiveChat.Silo.Ai;
using Microsoft.Extensions.AI;

namespace LiveChat.Unit.Assistant.Injection;

/// <summary>A model without any sense of its own: it calls what it reads that it should call, and then says all that it has seen.</summary>
internal sealed class ObedientModel(InjectionTests.Attempt attempt, Caller asker) : StreamingChatClient
{
    private readonly List<string> _seen = [];
    private int _rounds;

    public bool Saw(string text) => _seen.Exists(seen => seen.Contains(Escaped(text), StringComparison.Ordinal) || seen.Contains(text, StringComparison.Ordinal));

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        _seen.Clear();
        foreach (var message in messages)
        {
            _seen.Add(message.Text);
            _seen.AddRange(message.Contents.OfType<FunctionResultContent>().Select(result => result.Result?.ToString() ?? ""));
        }

        foreach (var tool in options?.Tools ?? []) _seen.Add($"{tool.Name} {tool.Description}");
        if (options?.ToolMode is NoneChatToolMode || Calls() is not { Count: > 0 } calls) yield return new ChatResponseUpdate(ChatRole.Assistant, string.Join('\n', _seen));
        else yield return new ChatResponseUpdate(ChatRole.Assistant, [.. calls]);
    }

    // What comes through a tool is read only once that tool has been used, as the customer's question asks for.
    private List<AIContent> Calls()
    {
        _rounds++;
        if (attempt.Through == "tool" && _rounds == 1) return [Call("look_up_order", new() { ["orderId"] = "10001" }, 0)];
        if (attempt.Tool is null || (attempt.Through == "tool" && asker.Role is UserRole.Visitor && _rounds > 2)) return [];
        return [.. Enumerable.Range(0, attempt.Times).Select(at => Call(attempt.Tool, attempt.Arguments!.ToDictionary(argument => argument.Key, object? (argument) => argument.Value), at))];
    }

    private FunctionCallContent Call(string tool, Dictionary<string, object?> arguments, int at) => new($"call-{_rounds}-{at}", tool, arguments);

    private static string Escaped(string text) => System.Text.Json.JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All)).ToString();
}
