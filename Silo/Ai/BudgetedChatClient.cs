using System.Runtime.CompilerServices;
using LiveChat.Assistant;
using LiveChat.Spending;
using Microsoft.Extensions.AI;

namespace LiveChat.Silo.Ai;

/// <summary>A model that is not asked once the day's tokens are spent: it fails then, and who asks does without.</summary>
internal sealed class BudgetedChatClient(IChatClient model, ModelBudget budget) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await budget.Reached(options, cancellationToken) is not SpendingBound.None) throw new AiFailureException(AiFailure.Spent, "The day's tokens are spent.");
        await foreach (var update in model.GetStreamingResponseAsync(messages, options, cancellationToken)) yield return update;
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? model.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        if (disposing) model.Dispose();
    }
}
