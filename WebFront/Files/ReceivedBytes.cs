using LiveChat.Files;

namespace LiveChat.WebFront.Files;

/// <summary>Bytes that came and are not kept yet. Disposed without being kept, they are gone.</summary>
internal sealed class ReceivedBytes(IFileBytes bytes, string name) : IAsyncDisposable
{
    private bool _isKept;

    /// <summary>To be written, and read again.</summary>
    public Stream Stream { get; } = bytes.Receive(name);

    /// <summary>What they are.</summary>
    public FileType Type { get; set; } = FileType.Unknown;

    /// <summary>How many there are.</summary>
    public long Size => Stream.Length;

    /// <summary>Keeps them; nothing can be written any more.</summary>
    public async Task Keep(string place)
    {
        await Stream.DisposeAsync();
        bytes.Keep(name, place);
        _isKept = true;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isKept) return;
        try
        {
            await Stream.DisposeAsync();
        }
        catch (FileSpaceException)
        {
            // What could not be written is dropped all the same.
        }
        bytes.Drop(name);
    }
}
