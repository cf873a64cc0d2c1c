using LiveChat.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;

namespace LiveChat.Files;

/// <inheritdoc cref="IFileSweep"/>
/// <remarks>
/// It asks the log, never a session: sessions call it. A file goes only by a change that fails when anybody changed it
/// since it was read, so an attached file is never swept, however attaching and sweeping meet.
/// </remarks>
public sealed partial class FileSweep(
    IFileStore files, IFileBytes bytes, IMessageLog log, TimeProvider clock, IOptions<FilesOptions> options, ILogger<FileSweep> logger) : Grain, IFileSweep, IRemindable
{
    private const string Reminder = "sweep";

    private readonly FilesOptions _options = options.Value;

    /// <inheritdoc/>
    public Task Begin() => this.RegisterOrUpdateReminder(Reminder, _options.SweepEvery, _options.SweepEvery);

    /// <inheritdoc/>
    public Task Hurry() => SweepOrSay();

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status) => SweepOrSay();

    /// <inheritdoc/>
    public async Task<int> Sweep()
    {
        var now = clock.GetUtcNow();
        bytes.DropReceivedBefore(now - _options.OrphanAge, _options.SweepAtOnce);
        var gone = 0;
        foreach (var file in await files.Due(now, _options.SweepAtOnce, CancellationToken.None))
        {
            if (await Judge(file, now)) gone++;
        }
        if (gone > 0) LogSwept(logger, gone);
        return gone;
    }

    private async Task SweepOrSay()
    {
        try
        {
            await Sweep();
        }
        catch (Exception fault) when (fault is StoreUnavailableException or IOException)
        {
            // What was not swept now is due at the next reminder.
            LogFailed(logger, fault);
        }
    }

    /// <summary>Decides about one file; true when it went.</summary>
    private async Task<bool> Judge(DoubtfulFile doubtful, DateTimeOffset now)
    {
        var (file, due) = (doubtful.File, doubtful.File.CreatedAt + _options.OrphanAge);
        if (!doubtful.Removed && await SessionLives(file.SessionId))
        {
            if (doubtful.ClientMessageId is null && due > now)
            {
                await files.Settle(doubtful, due, CancellationToken.None);
                return false;
            }
            if (await MessageLives(doubtful))
            {
                await files.Settle(doubtful, null, CancellationToken.None);
                return false;
            }
        }
        if (!doubtful.Removed && !await files.Remove(doubtful, CancellationToken.None)) return false;
        bytes.Remove(file.Place);
        bytes.Remove(FilePlaces.ThumbnailOf(file.Place));
        await files.Forget(file.FileId, CancellationToken.None);
        return true;
    }

    private async Task<bool> SessionLives(Guid sessionId) =>
        SessionState.From(await log.Load(sessionId, CancellationToken.None)) is not null;

    private async Task<bool> MessageLives(DoubtfulFile doubtful) =>
        doubtful.ClientMessageId is { } clientId
        && await log.FindByClientId(doubtful.File.SessionId, LogKind.Shared, doubtful.File.UploaderId, clientId, CancellationToken.None) is { Recalled: false };

    [LoggerMessage(Level = LogLevel.Information, Message = "Removed {Count} files that no message has")]
    private static partial void LogSwept(ILogger logger, int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not sweep files; they are swept later")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
