namespace LiveChat.Silo.Storage.Following;

/// <summary>
/// Something that is derived from the logs and follows them. For each session it keeps a number up to which it has read,
/// which moves in the transaction that writes what was read: whoever reads, and whenever that ends, each entry is taken
/// in once.
/// </summary>
internal interface ILogReader
{
    /// <summary>What it makes of the logs, for who reads the program's log.</summary>
    string Name { get; }

    /// <summary>Sessions that it is behind, by their ids.</summary>
    /// <param name="after">The id after which to look; the empty one for the first.</param>
    /// <param name="count">At most so many.</param>
    /// <param name="token">Cancels.</param>
    Task<Guid[]> Stale(Guid after, int count, CancellationToken token);

    /// <summary>Takes in what is new in some sessions, or the first of it, in a few milliseconds.</summary>
    /// <param name="sessions">At most <see cref="MostSessions"/>.</param>
    /// <param name="token">Cancels.</param>
    /// <returns>The sessions in which more is to be read.</returns>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    Task<Guid[]> Read(Guid[] sessions, CancellationToken token);

    /// <summary>The most sessions of one call.</summary>
    const int MostSessions = 100;
}
