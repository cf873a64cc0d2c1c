namespace LiveChat.Intents;

/// <summary>The stored examples.</summary>
public interface IIntentStore
{
    /// <summary>All of them.</summary>
    Task<IntentExample[]> All(CancellationToken token);

    /// <summary>Writes some, new or changed, in one transaction.</summary>
    Task Save(IntentExample[] examples, CancellationToken token);

    /// <summary>Removes one; false when it did not stand.</summary>
    Task<bool> Remove(Guid exampleId, CancellationToken token);
}
