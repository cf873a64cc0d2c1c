namespace LiveChat.Silo.Storage.Log;

/// <summary>The one connection through which a silo writes its log. Used by one caller at a time.</summary>
internal interface ILogConnection : IAsyncDisposable
{
    /// <summary>Commits all of the batch in one transaction, or nothing and throws. Connects by itself when it must.</summary>
    Task Commit(LogBatch batch);

    /// <summary>Throws while the database is away.</summary>
    Task Probe(CancellationToken token);
}
