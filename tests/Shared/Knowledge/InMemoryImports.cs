using System.Collections.Concurrent;
using LiveChat.Knowledge;

namespace LiveChat.Testing;

/// <summary>How far imports are, in memory.</summary>
public sealed class InMemoryImports : IImportStore
{
    private readonly ConcurrentDictionary<Guid, StoredImport> _imports = new();

    public Task Save(StoredImport import, CancellationToken token)
    {
        _imports[import.Progress.ImportId] = import;
        return Task.CompletedTask;
    }

    public Task<StoredImport?> Find(Guid importId, CancellationToken token) => Task.FromResult(_imports.GetValueOrDefault(importId));
}
