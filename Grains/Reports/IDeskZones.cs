namespace LiveChat.Reports;

/// <summary>In whose time a desk's days begin.</summary>
public interface IDeskZones
{
    /// <summary>Every desk's zone, as it is now; the empty desk has one, too.</summary>
    Task<Func<string, TimeZoneInfo>> Read(CancellationToken token);
}
