using System.Runtime.CompilerServices;
using System.Text;
using LiveChat.Assistant;
using Microsoft.Extensions.AI;

namespace LiveChat.Silo.Ai;

/// <summary>A model whose cost is counted, call by call, however the call ends: as the model says, or estimated where it does not.</summary>
internal sealed class MeteredChatClient(IChatClient model, ModelBudget budget) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = messages.ToArray();
        var (said, counted, isBegun) = (new StringBuilder(), 0L, false);
        try
        {
            await foreach (var update in model.GetStreamingResponseAsync(asked, options, cancellationToken))
            {
                isBegun = true;
                said.Append(update.Text);
                // Some repeat it with every piece: the last says all.
                foreach (var usage in update.Contents.OfType<UsageContent>()) counted = TokensOf(usage.Details) ?? counted;
                yield return update;
            }
        }
        finally
        {
            // A model that never spoke has not been reached, as far as anybody knows.
            if (isBegun) _ = budget.Spend(options, counted > 0 ? counted : Estimate(asked, said.ToString()));
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? model.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        if (disposing) model.Dispose();
    }

    private static long? TokensOf(UsageDetails usage) =>
        usage.TotalTokenCount ?? (usage.InputTokenCount is null && usage.OutputTokenCount is null ? null : (usage.InputTokenCount ?? 0) + (usage.OutputTokenCount ?? 0));

    private static long Estimate(ChatMessage[] asked, string said) => asked.Sum(message => (long)TokenCount.Estimate(message.Text)) + TokenCount.Estimate(said);
}
