namespace LiveChat.Knowledge;

/// <summary>The stored knowledge.</summary>
public interface IFaqStore
{
    /// <summary>All entries, newest first.</summary>
    Task<Faq[]> All(CancellationToken token);

    /// <summary>Writes an entry, new or changed.</summary>
    Task Save(Faq faq, CancellationToken token);

    /// <summary>Removes an entry; false when there was none.</summary>
    Task<bool> Remove(Guid faqId, CancellationToken token);
}
