using System.Globalization;
using LiveChat.Exports;
using LiveChat.Files;
using LiveChat.WebFront.Realtime;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Exports;

/// <summary>Writes exports in the background, one after the other: those that are asked for here at once, others' when it looks for them.</summary>
internal sealed partial class ExportRunner(
    IGrainFactory grains, IFileBytes bytes, FrontId front, IOptions<ExportOptions> options, TimeProvider clock, ILogger<ExportRunner> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(3);

    private readonly SemaphoreSlim _wanted = new(0);

    private IExportQueue Queue => grains.GetGrain<IExportQueue>(IExportQueue.All);

    /// <summary>Somebody has just asked for one.</summary>
    public void Hurry() => _wanted.Release();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await _wanted.WaitAsync(LookEvery, stoppingToken);
                while (await Queue.Take(front.Value) is { } job) await Write(job, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Whatever it was: the lease of what was begun runs out, and it is begun anew, a few times.
                LogBrokenOff(fault);
            }
        }
    }

    private async Task Write(ExportJob job, CancellationToken stopping)
    {
        var id = job.Export.ExportId;
        var name = $"export-{Guid.CreateVersion7():N}";
        try
        {
            long written, size;
            await using (var file = bytes.Receive(name))
            {
                written = await new ExportRun(job, grains, front.Value, options.Value.MaxBytes, clock).Write(file, stopping);
                await file.FlushAsync(stopping);
                size = file.Length;
            }
            var place = string.Create(CultureInfo.InvariantCulture, $"exports/{clock.GetUtcNow():yyyy/MM/dd}/{name}");
            bytes.Keep(name, place);
            if (!await Queue.Finish(id, front.Value, written, place, size)) bytes.Remove(place);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            await Queue.GiveBack(id, front.Value).WaitAsync(LongestEnd, clock, CancellationToken.None);
            throw;
        }
        catch (ExportFailedException failed)
        {
            await Queue.Fail(id, front.Value, failed.Message);
        }
        catch (FileSpaceException full)
        {
            LogNoRoom(full);
            await Queue.Fail(id, front.Value, full.Message);
        }
        catch (ExportLostException)
        {
            LogLost(id);
        }
        finally
        {
            bytes.Drop(name);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "An export broke off; it is begun anew later")]
    private partial void LogBrokenOff(Exception fault);

    [LoggerMessage(2, LogLevel.Error, "There is no room for exports")]
    private partial void LogNoRoom(Exception fault);

    [LoggerMessage(3, LogLevel.Information, "Export {ExportId} was removed or taken over while it was written")]
    private partial void LogLost(Guid exportId);
}
