using System.Text.Json;
using LiveChat.Sessions;

namespace LiveChat.Assistant.Tools;

/// <summary>Asks for a person once the answer has ended, so that nothing of the answer comes after it.</summary>
public sealed class HandOverTool : IAssistantTool
{
    /// <summary>Its name.</summary>
    public const string ToolName = "hand_over";

    /// <inheritdoc/>
    public string Name => ToolName;

    /// <inheritdoc/>
    public string Describe(ToolContext context) => "Asks one of the shop's staff to take this conversation over, after your answer. Use it when the customer wants a person or you cannot help. Say in one sentence that a person will come.";

    /// <inheritdoc/>
    public JsonElement Parameters { get; } = ToolJson.Schema(("reason", "Why, in the customer's language and in a few words.", true));

    /// <inheritdoc/>
    public bool IsOffered(ToolContext context) => context.DeskId is not null;

    /// <inheritdoc/>
    public string SubjectOf(ToolArguments arguments) => string.Empty;

    /// <inheritdoc/>
    public Task<ToolAnswer> Use(ToolContext context, ToolArguments arguments, CancellationToken token)
    {
        var reason = arguments.Text("reason") ?? context.Question;
        context.HandOver = reason.Length <= MessageRules.MaxReasonLength ? reason : string.Empty;
        return Task.FromResult(ToolAnswer.Done(new { done = "A person will be asked for when your answer ends." }));
    }
}
