using System.Runtime.CompilerServices;
using LiveChat.Assistant;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Ai;

/// <summary>Asks one client after the other until one begins to speak. Who has begun is not replaced: nobody takes words back.</summary>
internal sealed partial class FallbackChatClient(IReadOnlyList<IChatClient> clients, ILogger<FallbackChatClient> logger) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = messages.ToArray();
        await using var speaker = await FirstToSpeak(asked, options, cancellationToken);
        foreach (var update in speaker.Begun) yield return update;
        while (await speaker.Updates.MoveNextAsync()) yield return speaker.Updates.Current;
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        foreach (var client in clients) client.Dispose();
    }

    private async Task<Speaker> FirstToSpeak(ChatMessage[] messages, ChatOptions? options, CancellationToken token)
    {
        foreach (var client in clients.SkipLast(1))
        {
            var speaker = new Speaker(client.GetStreamingResponseAsync(messages, options, token).GetAsyncEnumerator(token));
            try
            {
                await speaker.Begin();
                return speaker;
            }
            catch (AiFailureException e)
            {
                LogFailed(e, client.GetType().Name, e.Failure);
                await speaker.DisposeAsync();
            }
            catch
            {
                await speaker.DisposeAsync();
                throw;
            }
        }

        return new Speaker(clients[^1].GetStreamingResponseAsync(messages, options, token).GetAsyncEnumerator(token));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Client} failed before its first word ({Failure}); the next is asked")]
    private partial void LogFailed(Exception e, string client, AiFailure failure);

    private sealed class Speaker(IAsyncEnumerator<ChatResponseUpdate> updates) : IAsyncDisposable
    {
        public List<ChatResponseUpdate> Begun { get; } = [];

        public IAsyncEnumerator<ChatResponseUpdate> Updates => updates;

        /// <summary>Reads up to the first word, or to the end of an answer without any.</summary>
        public async Task Begin()
        {
            while (await updates.MoveNextAsync())
            {
                Begun.Add(updates.Current);
                if (updates.Current.Text.Length > 0) return;
            }
        }

        public ValueTask DisposeAsync() => updates.DisposeAsync();
    }
}
