using System.Diagnostics;
using Orleans.Runtime;

namespace LiveChat.WebFront.Safety;

/// <summary>Exceptions as refusals: what the outside may know of them, and no more.</summary>
internal sealed partial class Faults(ILogger<Faults> log)
{
    /// <summary>The code of a fault of our own.</summary>
    public const string Internal = "INTERNAL";

    private static readonly Refusal StoreAway = new(RefusalCode.StoreUnavailable, "The database is away; nothing was stored. Try again in a few seconds.");
    private static readonly Refusal StoreBusy = new(RefusalCode.Overloaded, "The server is at its limit; nothing was stored. Try again in a few seconds.");
    private static readonly Refusal TooLate = new(RefusalCode.Timeout, "It took too long. Try again with the same id: what was stored is not stored twice.");
    private static readonly Refusal Moving = new(RefusalCode.Overloaded, "The session is moving to another server. Try again in a moment.");
    private static readonly Refusal NotStored = new(RefusalCode.Invalid, "The database refuses what the message holds.");
    private static readonly Refusal Gone = new(RefusalCode.Overloaded, "The connection is closing. Come back in a moment.");

    /// <summary>The refusal for an exception; what is not expected is logged and named by a trace id only.</summary>
    public Refusal Refuse(Exception exception, string during) => exception switch
    {
        StoreUnavailableException => StoreAway,
        StoreOverloadedException or LimitExceededException => StoreBusy,
        EntryRejectedException => NotStored,
        SequenceTakenException or OrleansMessageRejectionException => Moving,
        TimeoutException => TooLate,
        ObjectDisposedException or OperationCanceledException => Gone,
        BadHttpRequestException bad => new(RefusalCode.Invalid, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? "The body is too big." : "The body is not JSON of the form asked for."),
        _ => Unexpected(exception, during),
    };

    private Refusal Unexpected(Exception exception, string during)
    {
        var traceId = Activity.Current?.TraceId.ToHexString() ?? ActivityTraceId.CreateRandom().ToHexString();
        LogFault(during, traceId, exception);
        return new(Internal, $"Something went wrong on our side. Try again; if it stays, tell us {traceId}.");
    }

    [LoggerMessage(1, LogLevel.Error, "{During} failed; the caller was told {TraceId}")]
    private partial void LogFault(string during, string traceId, Exception exception);
}
