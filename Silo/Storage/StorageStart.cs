using LiveChat.Silo.Storage.Migrations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Storage;

/// <summary>
/// Makes the database ready before grains or sockets start: waits for it, brings the schema up, and warns of settings that
/// make acknowledgements worth less than they promise.
/// </summary>
internal sealed partial class StorageStart(
    Database database,
    Migrator migrator,
    IOptions<StorageOptions> options,
    TimeProvider clock,
    ILogger<StorageStart> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Waits for the database and brings its schema up.</summary>
    /// <returns>How many migrations were applied.</returns>
    /// <exception cref="StoreUnavailableException">The database did not come in time.</exception>
    public async Task<int> Prepare(CancellationToken token)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            try
            {
                await using (await database.Source.OpenConnectionAsync(token))
                {
                    return await migrator.Migrate(token);
                }
            }
            catch (Exception exception) when (database.FaultOf(exception) == StoreFault.Unavailable)
            {
                var waited = clock.GetElapsedTime(begun);
                var reason = (exception.InnerException ?? exception).Message;
                if (waited + Pause > options.Value.StartTimeout)
                    throw new StoreUnavailableException($"The database did not answer within {waited.TotalSeconds:F0} s (the setting Storage:StartTimeout). Check that it runs, and the setting ConnectionStrings:LiveChat. The last answer was: {reason}", exception);
                LogWaiting(logger, waited.TotalSeconds, reason);
                await Task.Delay(Pause, clock, token);
            }
        }
    }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await Prepare(cancellationToken);
        foreach (var risk in await database.FindDurabilityRisks(cancellationToken)) LogRisk(logger, risk);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Waiting for the database, {Seconds:F1} s so far: {Reason}")]
    private static partial void LogWaiting(ILogger logger, double seconds, string reason);

    [LoggerMessage(Level = LogLevel.Critical, Message = "DURABILITY AT RISK: {Risk}")]
    private static partial void LogRisk(ILogger logger, string risk);
}
