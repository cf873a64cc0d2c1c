using System.Runtime.CompilerServices;
using LiveChat.Assistant;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai;

/// <summary>Bounds a model's silence and its length, whether or not it heeds cancellation.</summary>
internal sealed class LimitedChatClient(IChatClient model, TimeProvider clock, IOptions<AiOptions> options) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var silence = new CancellationTokenSource(Limits.FirstTokenTimeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, cancellationToken);
        await using var updates = model.GetStreamingResponseAsync(messages, options, either.Token).UntilCancelled(either.Token).GetAsyncEnumerator(CancellationToken.None);

        for (int length = 0, count = 0; await Next(updates, silence, count, cancellationToken); count++)
        {
            length += updates.Current.Text.Length;
            if (length > Limits.MaxReplyLength) throw new AiFailureException(AiFailure.TooLong, $"The answer is longer than {Limits.MaxReplyLength} characters.");

            // The reader's own pace is not the model's silence: the watch stands still while the reader has the update.
            silence.CancelAfter(Timeout.InfiniteTimeSpan);
            yield return updates.Current;
            silence.CancelAfter(Limits.BetweenTokensTimeout);
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? model.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        if (disposing) model.Dispose();
    }

    private AiOptions Limits => options.Value;

    private async Task<bool> Next(IAsyncEnumerator<ChatResponseUpdate> updates, CancellationTokenSource silence, int count, CancellationToken token)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !token.IsCancellationRequested)
        {
            throw new AiFailureException(AiFailure.Timeout, count == 0
                ? $"The model said nothing within {Limits.FirstTokenTimeout}."
                : $"The model fell silent for {Limits.BetweenTokensTimeout} in the middle of its answer.");
        }
    }
}
