using LiveChat.Accounts;
using LiveChat.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace LiveChat.Exports;

/// <inheritdoc cref="IExportQueue"/>
/// <remarks>It keeps nothing. Each change holds only if nobody changed the export since it was read.</remarks>
public sealed partial class ExportQueue(
    IExportStore exports, IUserStore users, IFileBytes bytes, TimeProvider clock, IOptions<ExportOptions> options, ILogger<ExportQueue> logger) : Grain, IExportQueue, IRemindable
{
    private const string Reminder = "sweep";
    private const int SweptAtOnce = 200;

    private readonly ExportOptions _options = options.Value;

    /// <inheritdoc/>
    public Task Begin() => this.RegisterOrUpdateReminder(Reminder, _options.SweepEvery, _options.SweepEvery);

    /// <inheritdoc/>
    public async Task<ExportJob?> Take(string frontId)
    {
        while (await exports.Next(clock.GetUtcNow(), CancellationToken.None) is { } next)
        {
            if (next.Attempts >= _options.MaxAttempts)
            {
                await exports.Save(Failed(next, $"The export was begun {next.Attempts} times and broke off each time. Ask for it again."), CancellationToken.None);
                continue;
            }
            var reader = await users.Find(next.Export.Wish.UserId ?? next.Export.OwnerId, CancellationToken.None);
            if (reader is null)
            {
                await exports.Save(Failed(next, "The user is not there any more."), CancellationToken.None);
                continue;
            }
            var taken = next with
            {
                Export = next.Export with { Status = ExportStatus.Running, Written = 0, Total = 0 },
                FrontId = frontId, LeaseUntil = clock.GetUtcNow() + _options.LeaseTime, Attempts = next.Attempts + 1,
            };
            if (await exports.Save(taken, CancellationToken.None)) return new(taken.Export, new(reader.UserId, reader.Name, reader.Role, reader.Desks));
        }
        return null;
    }

    /// <inheritdoc/>
    public Task<bool> Renew(Guid exportId, string frontId, long written, long total) => Change(exportId, frontId, export => export with
    {
        Export = export.Export with { Written = written, Total = total },
        LeaseUntil = clock.GetUtcNow() + _options.LeaseTime,
    });

    /// <inheritdoc/>
    public Task<bool> Finish(Guid exportId, string frontId, long written, string place, long size) => Change(exportId, frontId, export => export with
    {
        Export = export.Export with { Status = ExportStatus.Done, Written = written, Total = written, Size = size, ExpiresAt = clock.GetUtcNow() + _options.KeptFor },
        Place = place, FrontId = null, LeaseUntil = null,
    });

    /// <inheritdoc/>
    public Task Fail(Guid exportId, string frontId, string reason) => Change(exportId, frontId, export => Failed(export, reason));

    /// <inheritdoc/>
    public Task GiveBack(Guid exportId, string frontId) => Change(exportId, frontId, export => export with
    {
        Export = export.Export with { Status = ExportStatus.Queued },
        FrontId = null, LeaseUntil = null, Attempts = export.Attempts - 1,
    });

    /// <inheritdoc/>
    public async Task<int> Sweep()
    {
        var expired = await exports.Expired(clock.GetUtcNow(), SweptAtOnce, CancellationToken.None);
        foreach (var export in expired)
        {
            if (export.Place is { } place) bytes.Remove(place);
            await exports.Remove(export.Export.ExportId, CancellationToken.None);
        }
        return expired.Length;
    }

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        try
        {
            await Sweep();
        }
        catch (Exception fault) when (fault is StoreUnavailableException or IOException)
        {
            // What was not swept now is due at the next reminder.
            LogNotSwept(logger, fault);
        }
    }

    private async Task<bool> Change(Guid exportId, string frontId, Func<StoredExport, StoredExport> change) =>
        await exports.Find(exportId, CancellationToken.None) is { Export.Status: ExportStatus.Running } stored && stored.FrontId == frontId
        && await exports.Save(change(stored), CancellationToken.None);

    private static StoredExport Failed(StoredExport export, string reason) => export with
    {
        Export = export.Export with { Status = ExportStatus.Failed, Failure = reason },
        FrontId = null, LeaseUntil = null,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not sweep exports; they are swept later")]
    private static partial void LogNotSwept(ILogger logger, Exception fault);
}
