using Microsoft.Extensions.AI;

namespace LiveChat.Silo.Ai;

/// <summary>A chat client that knows one way to answer, streaming, and gives a whole answer by collecting it.</summary>
/// <remarks>
/// What all of ours keep to: text comes as <see cref="TextContent"/>; the articles used come as <see cref="CitationAnnotation"/>s
/// (<c>FileId</c> the article's id, <c>Title</c> its question) on an empty <see cref="TextContent"/> of one of the last updates;
/// a failure is an <see cref="Assistant.AiFailureException"/>; cancellation is <see cref="OperationCanceledException"/>.
/// </remarks>
internal abstract class StreamingChatClient : IChatClient
{
    public abstract IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default);

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public virtual object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }
}
