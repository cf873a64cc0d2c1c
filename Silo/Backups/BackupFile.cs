using System.IO.Compression;
using System.Text.Json;
using LiveChat.Silo.Storage.Tables;

namespace LiveChat.Silo.Backups;

/// <summary>A backup that is read.</summary>
internal sealed class BackupFile : IDisposable
{
    private readonly ZipArchive _zip;

    private BackupFile(ZipArchive zip, BackupManifest manifest) => (_zip, Manifest) = (zip, manifest);

    /// <summary>What is in it.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Opens a backup.</summary>
    /// <exception cref="BackupException">It is none, or not whole.</exception>
    public static BackupFile Open(string path)
    {
        if (!File.Exists(path)) throw new BackupException($"There is no file {path}.");
        ZipArchive? zip = null;
        try
        {
            zip = ZipFile.OpenRead(path);
            using var entry = (zip.GetEntry(BackupManifest.EntryName) ?? throw new BackupException($"{path} has no manifest: it is no backup of LiveChat, or not a whole one.")).Open();
            var manifest = JsonSerializer.Deserialize(entry, BackupJson.Default.BackupManifest) ?? throw new JsonException("The manifest is empty.");
            if (manifest.Format != BackupManifest.CurrentFormat) throw new BackupException($"{path} has the form {manifest.Format}; this program reads {BackupManifest.CurrentFormat}.");
            return new(zip, manifest);
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException)
        {
            zip?.Dispose();
            throw new BackupException($"{path} cannot be read as a backup: {fault.Message}", fault);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>The rows of a table, each value as the columns have it.</summary>
    /// <exception cref="BackupException">They are not those that were written.</exception>
    public async IAsyncEnumerable<object?[]> Rows(BackedUpTable table, StoredColumn[] columns, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken token)
    {
        var name = BackupManifest.EntryOf(table.Name);
        await using var hashed = new HashedStream(Entry(name));
        using var lines = new StreamReader(hashed);
        var rows = 0L;
        while (await lines.ReadLineAsync(token) is { } line)
        {
            rows++;
            yield return Row(name, rows, line, columns);
        }
        if (rows != table.Rows || hashed.Sha256 != table.Sha256) throw Damaged(name);
    }

    /// <summary>The files that are in it.</summary>
    /// <exception cref="BackupException">The list is not as it was written.</exception>
    public async Task<List<BackedUpFile>> Files(CancellationToken token)
    {
        await using var hashed = new HashedStream(Entry(BackupManifest.FileListName));
        using var lines = new StreamReader(hashed);
        List<BackedUpFile> files = [];
        while (await lines.ReadLineAsync(token) is { } line)
            files.Add(JsonSerializer.Deserialize(line, BackupJson.Default.BackedUpFile) ?? throw Damaged(BackupManifest.FileListName));
        return hashed.Sha256 == Manifest.Files.Sha256 ? files : throw Damaged(BackupManifest.FileListName);
    }

    /// <summary>Copies a file's bytes.</summary>
    /// <exception cref="BackupException">They are not those that were written.</exception>
    public async Task Copy(BackedUpFile file, Stream to, CancellationToken token)
    {
        var name = BackupManifest.EntryOfFile(file.Place);
        await using var hashed = new HashedStream(Entry(name));
        await hashed.CopyToAsync(to, token);
        if (hashed.Passed != file.Bytes || hashed.Sha256 != file.Sha256) throw Damaged(name);
    }

    public void Dispose() => _zip.Dispose();

    private static object?[] Row(string name, long number, string line, StoredColumn[] columns)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var values = json.RootElement.EnumerateArray().ToArray();
            if (values.Length != columns.Length) throw new InvalidDataException($"it has {values.Length} values for {columns.Length} columns");
            return [.. values.Zip(columns, RowValues.Parse)];
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException or InvalidOperationException)
        {
            throw new BackupException($"Row {number} of {name} cannot be read: {fault.Message}", fault);
        }
    }

    private static BackupException Damaged(string name) =>
        new($"{name} is not as it was written: the backup is damaged. Nothing was restored; take another backup, or another copy of this one.");

    private Stream Entry(string name)
    {
        try
        {
            return (_zip.GetEntry(name) ?? throw Damaged(name)).Open();
        }
        catch (InvalidDataException fault)
        {
            throw new BackupException($"{name} cannot be read: {fault.Message}", fault);
        }
    }
}
