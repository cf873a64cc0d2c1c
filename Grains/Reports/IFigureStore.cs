namespace LiveChat.Reports;

/// <summary>The stored figures. They are made in the background, from the logs; here they are read.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>.</remarks>
public interface IFigureStore
{
    /// <summary>The figures of some days.</summary>
    /// <param name="deskId">The desk; null for all.</param>
    /// <param name="from">The first day, as <c>20261120</c>.</param>
    /// <param name="to">The last day.</param>
    /// <param name="topics">At most so many topics.</param>
    /// <param name="token">Cancels.</param>
    Task<StoredFigures> Read(string? deskId, int from, int to, int topics, CancellationToken token);

    /// <summary>What was measured of the API on some days.</summary>
    Task<ApiAmount[]> ReadApi(int from, int to, CancellationToken token);

    /// <summary>Adds a front's batch, unless it was the last one that this front sent.</summary>
    Task AddApi(string frontId, Guid batchId, DateTimeOffset now, int day, ApiTime[] times, CancellationToken token);
}

/// <summary>Figures as they are stored, summed up in three ways.</summary>
/// <param name="Days">By day.</param>
/// <param name="Desks">By desk; empty when one was asked for.</param>
/// <param name="Agents">By agent, of those measures that have one.</param>
/// <param name="Topics">The most used articles, the most used first.</param>
public sealed record StoredFigures(
    Amount<int>[] Days, Amount<string>[] Desks, Amount<NamedAgent>[] Agents, ReportTopic[] Topics);

/// <summary>An amount of something.</summary>
public readonly record struct Amount<T>(T Of, Measure Measure, int Bucket, long Sum);

/// <summary>An agent with the name that is stored now; the id where there is none.</summary>
public readonly record struct NamedAgent(string AgentId, string Name);

/// <summary>Calls of a route.</summary>
public readonly record struct ApiAmount(string Route, ApiResult Result, int Bucket, long Sum);
