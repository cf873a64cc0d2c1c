using LiveChat.Spending;

namespace LiveChat.Cluster.Spending;

/// <summary>What was spent, in memory; away when a test says so.</summary>
public sealed class InMemorySpending : ISpendingStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(int Day, string UserId), long> _spent = [];

    public bool Away { get; set; }

    /// <summary>How often anything was written.</summary>
    public int Writes { get; private set; }

    public Task<long> Total(int day, CancellationToken token) => Of(day, "", token);

    public Task<long> Of(int day, string userId, CancellationToken token)
    {
        if (Away) throw new StoreUnavailableException("Away, as the test wants it.");
        lock (_lock) return Task.FromResult(_spent.GetValueOrDefault((day, userId)));
    }

    public Task<StoredSpending> Add(int day, SpentTokens[] spent, int forgetBefore, CancellationToken token)
    {
        if (Away) throw new StoreUnavailableException("Away, as the test wants it.");
        lock (_lock)
        {
            Writes++;
            foreach (var key in _spent.Keys.Where(key => key.Day < forgetBefore).ToArray()) _spent.Remove(key);
            foreach (var (userId, tokens) in spent.Where(some => some.UserId.Length > 0).Append(new("", spent.Sum(some => some.Tokens))))
                _spent[(day, userId)] = _spent.GetValueOrDefault((day, userId)) + tokens;
            return Task.FromResult(new StoredSpending(_spent[(day, "")], [.. spent.Where(some => some.UserId.Length > 0).Select(some => some with { Tokens = _spent[(day, some.UserId)] })]));
        }
    }
}
