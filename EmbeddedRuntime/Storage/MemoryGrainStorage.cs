using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>States in this process's memory, kept as JSON so that nobody shares an object with the store.</summary>
internal sealed class MemoryStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true };
    private readonly ConcurrentDictionary<(string, GrainId), (byte[] Body, long Version)> _rows = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_rows.TryGetValue((stateName, grainId), out var row))
        {
            grainState.State = JsonSerializer.Deserialize<T>(row.Body, Json)!;
            grainState.ETag = Etag(row.Version);
            grainState.RecordExists = true;
        }
        else
        {
            grainState.State = StateCopy.New<T>();
            grainState.ETag = null;
            grainState.RecordExists = false;
        }
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var next = (JsonSerializer.SerializeToUtf8Bytes(grainState.State, Json), Interlocked.Increment(ref _version));
        var key = (stateName, grainId);
        var written = _rows.TryGetValue(key, out var stored)
            ? Etag(stored.Version) == grainState.ETag && _rows.TryUpdate(key, next, stored)
            : grainState.ETag is null && _rows.TryAdd(key, next);
        if (!written) throw Inconsistent(key, grainState.ETag);
        grainState.ETag = Etag(next.Item2);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        if (_rows.TryGetValue(key, out var stored) && (Etag(stored.Version) != grainState.ETag || !_rows.TryRemove(new(key, stored))))
            throw Inconsistent(key, grainState.ETag);
        grainState.State = StateCopy.New<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private InconsistentStateException Inconsistent((string Name, GrainId Grain) key, string? etag) =>
        new($"State \"{key.Name}\" of {key.Grain} has been written by another activation.", _rows.TryGetValue(key, out var row) ? Etag(row.Version) : null, etag);

    private static string Etag(long version) => version.ToString(CultureInfo.InvariantCulture);
}
