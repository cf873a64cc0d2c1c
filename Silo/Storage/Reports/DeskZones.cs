using System.Text.Json;
using Dapper;
using LiveChat.Reports;
using LiveChat.Silo.Storage.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Storage.Reports;

/// <summary>The zones of the desks' schedules; the operator's where a desk has none. They are read anew twice a minute at most.</summary>
internal sealed partial class DeskZones(Database database, TimeProvider clock, IOptions<ReportOptions> options, ILogger<DeskZones> logger) : IDeskZones
{
    /// <summary>How long a change may go unnoticed.</summary>
    public static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(30);

    private volatile Known? _known;

    public async Task<Func<string, TimeZoneInfo>> Read(CancellationToken token)
    {
        var known = _known;
        if (known is null || clock.GetElapsedTime(known.ReadAt) >= GoodFor) _known = known = await ReadAnew(token);
        var usual = options.Value.Zone;
        return deskId => known.Zones.GetValueOrDefault(deskId, usual);
    }

    private async Task<Known> ReadAnew(CancellationToken token)
    {
        var readAt = clock.GetTimestamp();
        var rows = await database.Read(connection => connection.QueryAsync<(string DeskId, string Settings)>(
            new CommandDefinition("select desk_id, settings from desk_schedules", cancellationToken: token)), token);
        Dictionary<string, TimeZoneInfo> zones = new(StringComparer.Ordinal);
        foreach (var (deskId, settings) in rows)
        {
            var name = JsonSerializer.Deserialize(settings, StoredJson.Default.ScheduledZone)!.Zone;
            if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) zones.Add(deskId, zone);
            // It was known to the machine on which it was set.
            else LogUnknown(logger, name, deskId);
        }

        return new(zones, readAt);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "This machine does not know the time zone {Zone} of desk {DeskId}: its figures are counted in the operator's")]
    private static partial void LogUnknown(ILogger logger, string zone, string deskId);

    private sealed record Known(Dictionary<string, TimeZoneInfo> Zones, long ReadAt);
}

/// <summary>The part of a stored schedule that figures ask for.</summary>
internal sealed record ScheduledZone(string Zone);
