using LiveChat.Presence;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Realtime;

/// <summary>Renews the lease under which this front holds its connections; when the process dies, they run out with it.</summary>
internal sealed partial class FrontLease(
    IGrainFactory grains, FrontId front, IOptions<PresenceOptions> options, TimeProvider clock, ILogger<FrontLease> log) : BackgroundService
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(3);

    private IFrontLease Lease => grains.GetGrain<IFrontLease>(front.Value);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Lease.End().WaitAsync(LongestEnd, clock, cancellationToken);
        }
        catch (Exception e)
        {
            // It runs out by itself.
            LogEndFailed(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.LeaseTime / 3, clock);
        do
        {
            try
            {
                await Lease.Renew();
            }
            catch (Exception e)
            {
                // One missed renewal is within the lease; the next one tries again.
                LogRenewFailed(e);
            }
        }
        while (await Next(timer, stoppingToken));
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The front's lease could not be renewed")]
    private partial void LogRenewFailed(Exception error);

    [LoggerMessage(2, LogLevel.Warning, "The front's lease could not be ended; it runs out by itself")]
    private partial void LogEndFailed(Exception error);
}
