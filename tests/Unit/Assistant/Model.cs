using LiveChat.Silo.Ai;
using Microsoft.Extensions.AI;

namespace LiveChat.Unit.Assistant;

/// <summary>A model that says what a test tells it.</summary>
internal sealed class Model(Func<ChatMessage[], IAsyncEnumerable<ChatResponseUpdate>> answer) : StreamingChatClient
{
    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>What it was last asked.</summary>
    public ChatMessage[] LastAsked { get; private set; } = [];

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Asked++;
        LastAsked = [.. messages];
        return answer(LastAsked);
    }
}

internal static class Streams
{
    /// <summary>One stream after the other.</summary>
    public static async IAsyncEnumerable<T> Then<T>(this IAsyncEnumerable<T> first, IAsyncEnumerable<T> second)
    {
        await foreach (var item in first) yield return item;
        await foreach (var item in second) yield return item;
    }
}
