namespace LiveChat.Files;

/// <summary>
/// Where the bytes of files lie: a directory that all processes share, or whatever takes its place in a cluster. Fronts
/// write and read, the sweep removes.
/// </summary>
public interface IFileBytes
{
    /// <summary>Opens new bytes, not yet kept, to be written and read again. What is never kept goes by itself.</summary>
    /// <exception cref="FileSpaceException">There is no room.</exception>
    Stream Receive(string name);

    /// <summary>Keeps received bytes under a place, for good. When it returns, they outlive a loss of power.</summary>
    void Keep(string name, string place);

    /// <summary>Drops received bytes; nothing happens when there are none.</summary>
    void Drop(string name);

    /// <summary>The bytes at a place, seekable; null when there are none.</summary>
    Stream? Open(string place);

    /// <summary>Removes the bytes at a place; nothing happens when there are none.</summary>
    void Remove(string place);

    /// <summary>Drops what was received before a time and never kept: its process died.</summary>
    /// <returns>How many; at most so many as asked for.</returns>
    int DropReceivedBefore(DateTimeOffset time, int most);
}

/// <summary>The bytes cannot be stored: the disk is full or fails.</summary>
public sealed class FileSpaceException(string message, Exception? inner = null) : Exception(message, inner);
