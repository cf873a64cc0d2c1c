namespace LiveChat.Intents;

/// <summary>The stored examples and rules.</summary>
public interface IIntentStore
{
    /// <summary>All examples.</summary>
    Task<IntentExample[]> All(CancellationToken token);

    /// <summary>Writes some, new or changed, in one transaction.</summary>
    Task Save(IntentExample[] examples, CancellationToken token);

    /// <summary>Removes one; false when it did not stand.</summary>
    Task<bool> Remove(Guid exampleId, CancellationToken token);

    /// <summary>The rules that admins have set; others have none.</summary>
    Task<IntentRule[]> Rules(CancellationToken token);

    /// <summary>Sets some rules, in one transaction.</summary>
    Task SaveRules(IntentRule[] rules, CancellationToken token);
}
