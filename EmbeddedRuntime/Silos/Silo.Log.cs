using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

internal sealed partial class Silo
{
    public void LogTimeout(RequestBase request, Activation activation) => Timeout(_logger, request.ToString(), activation.GrainId);

    public void LogUnheard(RequestBase request, Activation activation, Exception exception) => Unheard(_logger, request.ToString(), activation.GrainId, exception);

    public void LogActivationFailed(Activation activation, Exception exception) => ActivationFailed(_logger, activation.GrainId, exception);

    public void LogDeactivationFailed(Activation activation, Exception exception) => DeactivationFailed(_logger, activation.GrainId, exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Request} was not answered in time by {Grain}.")]
    private static partial void Timeout(ILogger logger, string request, GrainId grain);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Request} failed in {Grain}, and nobody waits for its answer.")]
    private static partial void Unheard(ILogger logger, string request, GrainId grain, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} could not be activated.")]
    private static partial void ActivationFailed(ILogger logger, GrainId grain, Exception exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Grain} failed while it was deactivated.")]
    private static partial void DeactivationFailed(ILogger logger, GrainId grain, Exception exception);

    public void LogPredicateFailed(Type grainClass, Exception exception) => PredicateFailed(_logger, grainClass, exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "The [MayInterleave] predicate of {GrainClass} failed.")]
    private static partial void PredicateFailed(ILogger logger, Type grainClass, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The silo's time to stop is over; {Count} activations are dropped without their deactivation.")]
    private static partial void LogDeadline(ILogger logger, int count);
}
