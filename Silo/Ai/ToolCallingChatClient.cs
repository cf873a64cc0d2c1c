using System.Runtime.CompilerServices;
using System.Text;
using LiveChat.Assistant.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai;

/// <summary>
/// Lets a model use the tools that come with a question: asks it again with what they answered, until it has said what it
/// has to say or the bounds are reached. In the last round it has to answer without.
/// </summary>
internal sealed class ToolCallingChatClient(IChatClient model, IOptions<ToolOptions> bounds) : StreamingChatClient
{
    // What a model says beside its calls and what it says after them are two thoughts.
    private const string Break = "\n\n";

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var toolbox = Toolbox.Of(options);
        List<ChatMessage> said = [.. messages];
        var spoke = false;
        for (var round = 1; ; round++)
        {
            var isLast = toolbox is null || round >= bounds.Value.MaxRounds || !toolbox.MayGoOn;
            var (text, calls) = (new StringBuilder(), new List<FunctionCallContent>());
            await foreach (var update in model.GetStreamingResponseAsync(said, isLast ? WithoutTools(options) : options, cancellationToken))
            {
                calls.AddRange(update.Contents.OfType<FunctionCallContent>());
                foreach (var usage in update.Contents.OfType<UsageContent>()) toolbox?.Spend(usage.Details.OutputTokenCount ?? 0);
                if (spoke && text.Length == 0 && update.Text.Length > 0) yield return new ChatResponseUpdate(ChatRole.Assistant, Break);
                text.Append(update.Text);
                // A call is a sign of life like any other; what is called is nobody's business further out.
                yield return Shown(update);
            }

            // A model that calls what it was not offered has had its say.
            if (isLast || calls.Count == 0) yield break;
            spoke |= text.Length > 0;
            said.Add(new ChatMessage(ChatRole.Assistant, [.. text.Length > 0 ? [new TextContent(text.ToString())] : Array.Empty<AIContent>(), .. calls]));
            foreach (var call in calls) said.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, await Answer(toolbox!, call, cancellationToken))]));
        }
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? model.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        if (disposing) model.Dispose();
    }

    private static async Task<string> Answer(Toolbox toolbox, FunctionCallContent call, CancellationToken token) =>
        (await toolbox.Use(call.Name, ToolArguments.From(call.Arguments), token)).Data;

    private static ChatOptions? WithoutTools(ChatOptions? options)
    {
        if (options?.Tools is null) return options;
        // The tools stay named, for some endpoints refuse calls in a history without them.
        var without = options.Clone();
        without.ToolMode = ChatToolMode.None;
        return without;
    }

    private static ChatResponseUpdate Shown(ChatResponseUpdate update)
    {
        if (update.Contents.Any(content => content is FunctionCallContent)) update.Contents = [.. update.Contents.Where(content => content is not FunctionCallContent)];
        if (update.FinishReason == ChatFinishReason.ToolCalls) update.FinishReason = null;
        return update;
    }
}
