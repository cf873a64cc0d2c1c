using System.Collections.Concurrent;
using LiveChat.Knowledge;

namespace LiveChat.Cluster.Knowledge;

/// <summary>The knowledge store in memory.</summary>
public sealed class InMemoryFaqs : IFaqStore
{
    private readonly ConcurrentDictionary<Guid, Faq> _faqs = new();
    private volatile bool _loses;

    /// <summary>While true, writes happen but their answer is lost.</summary>
    public bool LosesAnswers { get => _loses; set => _loses = value; }

    public Task<Faq[]> All(CancellationToken token) => Task.FromResult(_faqs.Values.OrderByDescending(faq => faq.UpdatedAt).ToArray());

    public Task Save(Faq faq, CancellationToken token)
    {
        _faqs[faq.FaqId] = faq;
        return Answer(value: true);
    }

    public Task<bool> Remove(Guid faqId, CancellationToken token) => Answer(_faqs.TryRemove(faqId, out _));

    private Task<bool> Answer(bool value) =>
        _loses ? Task.FromException<bool>(new StoreUnavailableException("The answer was lost (by the test's wish).")) : Task.FromResult(value);
}
