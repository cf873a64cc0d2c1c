using LiveChat.Assistant;
using LiveChat.Spending;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Ai;

/// <summary>Asks whether the model may be asked, and tells what it cost.</summary>
/// <param name="counter">Who counts.</param>
/// <param name="clock">The time.</param>
/// <param name="logger">The log.</param>
internal sealed partial class ModelBudget(Func<IModelSpending> counter, TimeProvider clock, ILogger<ModelBudget> logger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    /// <summary>Which bound keeps the model from being asked.</summary>
    /// <exception cref="AiFailureException">Nobody can tell: then nothing is spent.</exception>
    public async Task<SpendingBound> Reached(ChatOptions? options, CancellationToken token)
    {
        try
        {
            return await counter().Reached(AskerOf(options)).WaitAsync(LongestWait, clock, token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever keeps the counter or its database away.
            throw new AiFailureException(AiFailure.Unavailable, "What the model cost today is not known.", e);
        }
    }

    /// <summary>Tells what a call cost. Nobody waits for it.</summary>
    public async Task Spend(ChatOptions? options, long tokens)
    {
        try
        {
            await counter().Add(AskerOf(options), tokens);
        }
        catch (Exception e)
        {
            // Whatever keeps the counter away must not end an answer.
            LogUntold(e, tokens);
        }
    }

    /// <summary>For whom a call is made; empty for nobody in particular.</summary>
    private static string AskerOf(ChatOptions? options) => options?.AdditionalProperties?.GetValueOrDefault(AnswerMarks.Asker) as string ?? string.Empty;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Tokens} tokens could not be counted")]
    private partial void LogUntold(Exception e, long tokens);
}
