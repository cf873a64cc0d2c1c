using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace LiveChat.Silo.Ai;

/// <summary>A model whose thoughts are not shown; while it thinks, its updates are signs of life without text.</summary>
internal sealed class ThoughtfulChatClient(IChatClient model) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var thoughts = new Thoughts();
        await foreach (var update in model.GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            foreach (var content in update.Contents.OfType<TextContent>()) content.Text = thoughts.Strip(content.Text);
            yield return update;
        }

        if (thoughts.Rest is { Length: > 0 } rest) yield return new ChatResponseUpdate(ChatRole.Assistant, rest);
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? model.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        if (disposing) model.Dispose();
    }
}
