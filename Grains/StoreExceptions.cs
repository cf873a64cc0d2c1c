namespace LiveChat;

/// <summary>The database is away, or did not answer in time. A write that throws it may or may not have happened.</summary>
[GenerateSerializer, Alias("StoreUnavailableException")]
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException(string message, Exception? inner = null) : base(message, inner) { }
}

/// <summary>The writer's queue is full. Nothing was written.</summary>
[GenerateSerializer, Alias("StoreOverloadedException")]
public sealed class StoreOverloadedException(string message) : Exception(message);

/// <summary>A sequence number, session id or direct key is taken: somebody else owns the session now. Nothing was written.</summary>
[GenerateSerializer, Alias("SequenceTakenException")]
public sealed class SequenceTakenException(string message) : Exception(message);

/// <summary>The database refuses what the append holds, whatever the reason; only this append failed.</summary>
[GenerateSerializer, Alias("EntryRejectedException")]
public sealed class EntryRejectedException : Exception
{
    public EntryRejectedException(string message, Exception? inner = null) : base(message, inner) { }
}
