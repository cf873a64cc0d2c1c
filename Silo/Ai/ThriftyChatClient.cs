using System.Runtime.CompilerServices;
using LiveChat.Assistant;
using LiveChat.Knowledge;
using LiveChat.Spending;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Ai;

/// <summary>
/// Lets a model answer while there is something to spend, and the built-in answerer once there is not: it says so, in the
/// asker's language, once in what is remembered of the conversation. An answer that was begun comes to its end.
/// </summary>
internal sealed partial class ThriftyChatClient(IChatClient model, KnowledgeChatClient knowledge, ModelBudget budget, ILogger<ThriftyChatClient> logger) : StreamingChatClient
{
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = messages.ToArray();
        var bound = await Reached(options, cancellationToken);
        if (bound is SpendingBound.Deployment or SpendingBound.User && NoteFor(asked) is { } note) yield return new ChatResponseUpdate(ChatRole.Assistant, note + "\n\n");
        var answerer = bound is SpendingBound.None ? model : knowledge;
        await foreach (var update in answerer.GetStreamingResponseAsync(asked, options, cancellationToken)) yield return update;
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? model.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        model.Dispose();
        knowledge.Dispose();
    }

    /// <summary>The bound that is reached; null when nobody can tell, and nothing is spent then.</summary>
    private async Task<SpendingBound?> Reached(ChatOptions? options, CancellationToken token)
    {
        try
        {
            return await budget.Reached(options, token);
        }
        catch (AiFailureException e)
        {
            LogUnknown(e);
            return null;
        }
    }

    /// <summary>What is told; null when it was, in whatever language.</summary>
    private static string? NoteFor(ChatMessage[] asked)
    {
        var told = asked.Where(message => message.Role == ChatRole.Assistant)
            .Any(message => Language.All.Any(language => message.Text.StartsWith(AnswerTexts.In(language).Spent, StringComparison.Ordinal)));
        return told ? null : AnswerTexts.In(KnowledgeChatClient.LanguageOf([.. asked.Where(message => message.Role == ChatRole.User).Select(message => message.Text)])).Spent;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The model is not asked: nobody can tell what was spent today")]
    private partial void LogUnknown(Exception e);
}
