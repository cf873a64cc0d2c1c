using LiveChat.Files;

namespace LiveChat.Silo.Storage.Files;

/// <summary>
/// Bytes in a directory: kept ones under <c>year/month/day</c>, received ones in <c>incoming</c> until they are kept. All
/// processes that serve files name the same directory.
/// </summary>
internal sealed class FileDirectory : IFileBytes
{
    private const int BufferSize = 64 * 1024;

    private readonly string _root;
    private readonly string _incoming;
    private readonly long _leastFree;

    public FileDirectory(string root, long leastFree)
    {
        (_root, _incoming, _leastFree) = (Path.GetFullPath(root), Path.Combine(Path.GetFullPath(root), "incoming"), leastFree);
        Directory.CreateDirectory(_incoming);
    }

    public Stream Receive(string name)
    {
        try
        {
            if (new DriveInfo(_root).AvailableFreeSpace < _leastFree) throw new FileSpaceException("The server has no room for files now. Try again later.");
            return new FullDiskStream(new FileStream(Received(name), new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = BufferSize, Options = System.IO.FileOptions.Asynchronous,
            }));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FullDiskStream.NoRoom(fault);
        }
    }

    public void Keep(string name, string place)
    {
        try
        {
            var path = PathOf(place);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using (var written = File.OpenHandle(Received(name), FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(written);
            File.Move(Received(name), path, overwrite: false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FullDiskStream.NoRoom(fault);
        }
    }

    public void Drop(string name) => File.Delete(Received(name));

    public Stream? Open(string place)
    {
        try
        {
            return new FileStream(PathOf(place), new FileStreamOptions
            {
                Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, BufferSize = BufferSize, Options = System.IO.FileOptions.Asynchronous,
            });
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public void Remove(string place)
    {
        var path = PathOf(place);
        if (File.Exists(path)) File.Delete(path);
    }

    public int DropReceivedBefore(DateTimeOffset time, int most)
    {
        var old = Directory.EnumerateFiles(_incoming).Where(path => File.GetLastWriteTimeUtc(path) < time.UtcDateTime).Take(most).ToArray();
        foreach (var path in old) File.Delete(path);
        return old.Length;
    }

    private string Received(string name) => Path.Combine(_incoming, Path.GetFileName(name));

    /// <summary>A place is made by us, of digits and slashes; what would lead elsewhere is a fault.</summary>
    private string PathOf(string place)
    {
        var path = Path.GetFullPath(Path.Combine(_root, place));
        return path.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new ArgumentException("The place lies outside of the directory.", nameof(place));
    }
}
