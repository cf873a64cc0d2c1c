using System.Collections.Concurrent;
using LiveChat.Moods;

namespace LiveChat.Cluster;

/// <summary>Moods in memory, as a test has put them there.</summary>
public sealed class InMemoryMoods : IMoodStore
{
    private readonly ConcurrentDictionary<Guid, Mood[]> _moods = new();

    public void Put(Guid sessionId, params Mood[] moods) => _moods[sessionId] = moods;

    public Task<Mood[]> Of(Guid sessionId, int count, CancellationToken token) => Task.FromResult(_moods.GetValueOrDefault(sessionId, []).TakeLast(count).ToArray());
}
