using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace LiveChat.Cluster.Assistant;

/// <summary>A model that says what the test tells it, call by call.</summary>
public sealed class ScriptedChat : IChatClient
{
    private readonly Channel<ModelCall> _calls = Channel.CreateUnbounded<ModelCall>();
    private int _count;

    /// <summary>How often it was asked.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>When set, every call is answered so at once, without the test's doing.</summary>
    public Action<ModelCall>? Always { get; set; }

    /// <summary>The next call that has not been looked at, come or to come.</summary>
    public Task<ModelCall> Next() => _calls.Reader.ReadAsync().AsTask().WaitAsync(ChatCluster.Patience);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = new ModelCall([.. messages]) { Options = options };
        Interlocked.Increment(ref _count);
        if (Always is { } always) always(call);
        else _calls.Writer.TryWrite(call);
        try
        {
            await foreach (var update in call.Updates.ReadAllAsync(call.Ignores ? CancellationToken.None : cancellationToken)) yield return update;
        }
        finally
        {
            call.Left();
        }
    }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() { }
}

/// <summary>One question put to <see cref="ScriptedChat"/>.</summary>
public sealed class ModelCall(ChatMessage[] asked)
{
    private readonly Channel<ChatResponseUpdate> _updates = Channel.CreateUnbounded<ChatResponseUpdate>();
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it was asked.</summary>
    public ChatMessage[] Asked => asked;

    /// <summary>What came with the question.</summary>
    public ChatOptions? Options { get; init; }

    /// <summary>Whether it goes on though it is cancelled.</summary>
    public bool Ignores { get; set; }

    internal ChannelReader<ChatResponseUpdate> Updates => _updates.Reader;

    public void Say(params string[] pieces)
    {
        foreach (var piece in pieces) _updates.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, piece));
    }

    /// <summary>Names an article that the answer used.</summary>
    public void Cite(Guid article, string title) => _updates.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant,
        [new TextContent("") { Annotations = [new CitationAnnotation { FileId = article.ToString(), Title = title }] }]));

    public void Finish() => _updates.Writer.TryComplete();

    public void Fail(Exception fault) => _updates.Writer.TryComplete(fault);

    /// <summary>Waits until nobody listens any more.</summary>
    public Task WaitUntilLeft() => _left.Task.WaitAsync(ChatCluster.Patience);

    internal void Left() => _left.TrySetResult();
}
