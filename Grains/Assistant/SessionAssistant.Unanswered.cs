using LiveChat.Knowledge;
using Microsoft.Extensions.Logging;

namespace LiveChat.Assistant;

// What it could not answer, editors learn. The answer stands by then, and nobody waits for this.
public sealed partial class SessionAssistant
{
    private async Task TellUnanswered(ReplyRequest request)
    {
        try
        {
            await GrainFactory.GetGrain<IUnanswered>(IUnanswered.All).Record(new(this.GetPrimaryKey(), request.QuestionSeq, request.Question));
        }
        catch (Exception e)
        {
            // Whatever keeps the list away: it is asked again some day.
            LogUntold(e, request.ReplyId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {ReplyId}: the question it could not answer was not recorded")]
    private partial void LogUntold(Exception e, Guid replyId);
}
