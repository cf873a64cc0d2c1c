using LiveChat.Queues;
using LiveChat.Sessions;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace LiveChat.Silo.Composition;

/// <summary>Wakes the queues at which somebody waits, so that after a restart they are served without anybody asking.</summary>
internal sealed partial class BusyDesks(ISessionIndex sessions, IGrainFactory grains, ILogger<BusyDesks> logger) : IStartupTask
{
    public async Task Execute(CancellationToken cancellationToken)
    {
        var desks = await sessions.BusyDesks(cancellationToken);
        await Task.WhenAll(desks.Select(Wake));
    }

    private async Task Wake(string deskId)
    {
        try
        {
            // Any question does: a queue reads who waits when it activates.
            await grains.GetGrain<IAgentQueue>(deskId).PlaceOf(Guid.Empty);
        }
        catch (Exception exception) // One desk must not keep the silo from starting; it is woken by the next who asks for it.
        {
            LogAsleep(logger, exception, deskId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of desk {DeskId} could not be woken at the start.")]
    private static partial void LogAsleep(ILogger logger, Exception exception, string deskId);
}
