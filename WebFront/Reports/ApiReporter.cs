using LiveChat.Reports;
using LiveChat.WebFront.Realtime;

namespace LiveChat.WebFront.Reports;

/// <summary>
/// Sends what was measured to the store, once a minute and at the end. A batch of which nobody knows whether it arrived is
/// sent again under its id, which is taken in once.
/// </summary>
internal sealed partial class ApiReporter(ApiMeter meter, IGrainFactory grains, FrontId front, TimeProvider clock, ILogger<ApiReporter> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _sending = new(1);
    private Batch? _waiting;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await Send().WaitAsync(LongestEnd, clock, cancellationToken);
        }
        catch (Exception fault) when (fault is TimeoutException or OperationCanceledException)
        {
            // The last minute's measurements are missing in the report; nothing waits for them.
            LogFailed(fault);
        }
    }

    /// <summary>Sends what there is; what could not be sent stays for the next time.</summary>
    public async Task Send()
    {
        await _sending.WaitAsync();
        try
        {
            if (_waiting is null && meter.Take() is { Length: > 0 } times) _waiting = new(Guid.CreateVersion7(), clock.GetUtcNow(), times);
            if (_waiting is not { } batch) return;
            var refusal = await grains.GetGrain<IApiTimes>(front.Value).Add(batch.Id, batch.At, batch.Times);
            if (refusal?.Code is not RefusalCode.StoreUnavailable) _waiting = null;
            if (refusal is not null) LogRefused(refusal.Reason);
        }
        catch (Exception fault)
        {
            // Whatever it was: the same batch is sent again.
            LogFailed(fault);
        }
        finally
        {
            _sending.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await Send();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end; what is left is sent by StopAsync.
        }
    }

    private sealed record Batch(Guid Id, DateTimeOffset At, ApiTime[] Times);

    [LoggerMessage(1, LogLevel.Warning, "What was measured of the API could not be sent; it is sent again")]
    private partial void LogFailed(Exception fault);

    [LoggerMessage(2, LogLevel.Warning, "What was measured of the API was not taken in: {Reason}")]
    private partial void LogRefused(string reason);
}
