using LiveChat.Files;

namespace LiveChat.Cluster.Files;

/// <summary>The records and the bytes of files in memory, with the promises of the real ones. They outlive a cluster.</summary>
public sealed class InMemoryFiles : IFileStore, IFileBytes
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Row> _rows = [];
    private readonly Dictionary<string, byte[]> _bytes = new(StringComparer.Ordinal);

    /// <summary>While true, every read and write says that the database is away.</summary>
    public bool Away { get; set; }

    /// <summary>Called by the sweep between reading a file and removing it.</summary>
    public Func<Task>? BeforeRemoval { get; set; }

    /// <summary>Where bytes lie.</summary>
    public string[] Places
    {
        get { lock (_lock) return [.. _bytes.Keys]; }
    }

    /// <summary>Puts bytes to a place.</summary>
    public void Put(string place)
    {
        lock (_lock) _bytes[place] = [1];
    }

    public Task Add(StoredFile file, DateTimeOffset checkAt, CancellationToken token) => Do(() =>
    {
        _rows.Add(file.FileId, new(file, null, checkAt, false, 0));
        return true;
    });

    public Task<StoredFile?> Find(Guid fileId, CancellationToken token) => Do(() => _rows.TryGetValue(fileId, out var row) && !row.Removed ? row.File : null);

    public Task<(long OfUser, long OfSession)> Sizes(string userId, Guid sessionId, CancellationToken token) => Do(() => (
        _rows.Values.Where(row => !row.Removed && row.File.UploaderId == userId).Sum(row => row.File.Shown.Size),
        _rows.Values.Where(row => !row.Removed && row.File.SessionId == sessionId).Sum(row => row.File.Shown.Size)));

    public Task<Attachment[]?> Claim(Guid[] fileIds, Guid sessionId, string senderId, string clientMessageId, DateTimeOffset checkAt, CancellationToken token) => Do(() =>
    {
        var rows = fileIds.Select(id => _rows.GetValueOrDefault(id)).ToArray();
        if (!Array.TrueForAll(rows, row => row is { Removed: false } && row.File.SessionId == sessionId && row.File.UploaderId == senderId && (row.ClientMessageId ?? clientMessageId) == clientMessageId)) return null;
        foreach (var row in rows) Change(row!, row! with { ClientMessageId = clientMessageId, CheckAt = checkAt });
        return Array.ConvertAll(rows, row => row!.File.Shown);
    });

    public Task Doubt(Guid sessionId, Guid[]? fileIds, DateTimeOffset checkAt, CancellationToken token) => Do(() =>
    {
        foreach (var row in _rows.Values.Where(row => row.File.SessionId == sessionId && (fileIds is null || fileIds.Contains(row.File.FileId))).ToArray())
            Change(row, row with { CheckAt = checkAt });
        return true;
    });

    public Task<DoubtfulFile[]> Due(DateTimeOffset now, int most, CancellationToken token) => Do(() =>
        _rows.Values.Where(row => row.CheckAt <= now).OrderBy(row => row.CheckAt).Take(most)
            .Select(row => new DoubtfulFile(row.File, row.ClientMessageId, row.Removed, row.Version)).ToArray());

    public Task Settle(DoubtfulFile file, DateTimeOffset? checkAt, CancellationToken token) => Do(() =>
    {
        if (Same(file) is { } row) Change(row, row with { CheckAt = checkAt });
        return true;
    });

    public async Task<bool> Remove(DoubtfulFile file, CancellationToken token)
    {
        if (BeforeRemoval is { } before) await before();
        return await Do(() =>
        {
            if (Same(file) is not { } row) return false;
            Change(row, row with { Removed = true });
            return true;
        });
    }

    public Task Forget(Guid fileId, CancellationToken token) => Do(() => _rows.Remove(fileId));

    public Stream Receive(string name) => throw new NotSupportedException("Fronts receive; there is none here.");

    public void Keep(string name, string place) => throw new NotSupportedException("Fronts keep; there is none here.");

    public void Drop(string name) => throw new NotSupportedException("Fronts drop; there is none here.");

    public Stream? Open(string place)
    {
        lock (_lock) return _bytes.TryGetValue(place, out var bytes) ? new MemoryStream(bytes) : null;
    }

    public void Remove(string place)
    {
        lock (_lock) _bytes.Remove(place);
    }

    public int DropReceivedBefore(DateTimeOffset time, int most) => 0;

    private Row? Same(DoubtfulFile file) => _rows.TryGetValue(file.File.FileId, out var row) && row.Version == file.Version ? row : null;

    private void Change(Row old, Row changed) => _rows[old.File.FileId] = changed with { Version = old.Version + 1 };

    private Task<T> Do<T>(Func<T> act)
    {
        lock (_lock)
        {
            if (Away) throw new StoreUnavailableException("The database is away (by the test's wish).");
            return Task.FromResult(act());
        }
    }

    private sealed record Row(StoredFile File, string? ClientMessageId, DateTimeOffset? CheckAt, bool Removed, long Version);
}
