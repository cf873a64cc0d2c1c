using LiveChat.Assistant.Tools;
using LiveChat.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LiveChat.Assistant;

// What the assistant does beside speaking.
public sealed partial class SessionAssistant
{
    /// <summary>What can be done for whoever asks; null when that is nothing.</summary>
    private Toolbox? ToolboxFor(ReplyRequest request, ISessionControl session)
    {
        if (request.Asker is not { } asker) return null;
        var context = new ToolContext(this.GetPrimaryKey(), request.ReplyId, request.DeskId, request.Question, asker);
        var toolbox = new Toolbox(context, tools, session, audit, toolOptions.Value, clock, logger);
        return toolbox.Functions.Count > 0 ? toolbox : null;
    }

    /// <summary>What goes with a question: the tools, and for whom it is answered.</summary>
    private static ChatOptions With(ReplyRequest request, Toolbox? toolbox)
    {
        var options = new ChatOptions { AdditionalProperties = new() { [AnswerMarks.Asker] = request.Asker?.UserId ?? string.Empty } };
        if (toolbox is not null) options.Tools = [.. toolbox.Functions];
        return options;
    }

    /// <summary>Asks for a person if the answer wished it. The answer has ended, so nothing of it can come after.</summary>
    private async Task HandOver(Toolbox? toolbox)
    {
        if (toolbox?.Context is not { HandOver: { } reason, Asker: { } asker }) return;
        try
        {
            var asked = await GrainFactory.GetGrain<IChatSession>(this.GetPrimaryKey()).RequestHuman(asker, new(null, reason.Length > 0 ? reason : null));
            if (asked.Refusal is { } refusal) LogNotHandedOver(toolbox.Context.ReplyId, refusal.Code);
        }
        catch (Exception e)
        {
            // Whatever ails the session: the customer has the button that asks for the same.
            LogHandOverFailed(e, toolbox.Context.ReplyId);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Reply {ReplyId}: no person was asked for ({Code})")]
    private partial void LogNotHandedOver(Guid replyId, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {ReplyId}: asking for a person failed")]
    private partial void LogHandOverFailed(Exception e, Guid replyId);
}
