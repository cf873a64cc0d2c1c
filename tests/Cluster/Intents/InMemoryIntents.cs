using System.Collections.Concurrent;
using LiveChat.Intents;

namespace LiveChat.Cluster.Intents;

/// <summary>Examples of intents in memory.</summary>
internal sealed class InMemoryIntents : IIntentStore
{
    public ConcurrentDictionary<Guid, IntentExample> Examples { get; } = new();

    private readonly ConcurrentDictionary<Intent, IntentRule> _rules = new();

    public bool Away { get; set; }

    public Task<IntentExample[]> All(CancellationToken token) => Task.FromResult(Examples.Values.ToArray());

    public Task Save(IntentExample[] examples, CancellationToken token)
    {
        if (Away) throw new StoreUnavailableException("away");
        foreach (var example in examples) Examples[example.ExampleId] = example;
        return Task.CompletedTask;
    }

    public Task<bool> Remove(Guid exampleId, CancellationToken token) => Task.FromResult(Examples.TryRemove(exampleId, out _));

    public Task<IntentRule[]> Rules(CancellationToken token) => Task.FromResult(_rules.Values.ToArray());

    public Task SaveRules(IntentRule[] rules, CancellationToken token)
    {
        if (Away) throw new StoreUnavailableException("away");
        foreach (var rule in rules) _rules[rule.Intent] = rule;
        return Task.CompletedTask;
    }
}
