using LiveChat.Reports;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Storage.Reports;

/// <summary>One zone for all desks: the operator's.</summary>
internal sealed class DeskZones(IOptions<ReportOptions> options) : IDeskZones
{
    public Task<Func<string, TimeZoneInfo>> Read(CancellationToken token) => Task.FromResult<Func<string, TimeZoneInfo>>(_ => options.Value.Zone);
}
