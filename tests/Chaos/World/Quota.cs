namespace LiveChat.Chaos.World;

/// <summary>A small disk of its own for all data, which can be filled to the last byte.</summary>
internal sealed class Quota : IAsyncDisposable
{
    private const int Megabytes = 384;
    private const int BlockBytes = 1024 * 1024;
    private readonly string _directory;
    private readonly string _ballast;

    private Quota(string directory, string? why)
    {
        (_directory, WhyNot) = (directory, why);
        _ballast = Path.Combine(directory, "ballast");
    }

    /// <summary>Where the data is.</summary>
    public string Directory => _directory;

    /// <summary>Why it cannot be filled; null when it can.</summary>
    public string? WhyNot { get; }

    /// <summary>Mounts it; an ordinary directory where that is not allowed.</summary>
    public static async Task<Quota> Mount(string directory)
    {
        System.IO.Directory.CreateDirectory(directory);
        if (Environment.UserName != "root") return new(directory, "only root may mount a disk of its own");
        var (code, said) = await Shell.Try("mount", ["-t", "tmpfs", "-o", $"size={Megabytes}m,mode=755", "livechat-chaos", directory], new Dictionary<string, string>());
        return new(directory, code == 0 ? null : $"no disk could be mounted: {said.Trim()}");
    }

    /// <summary>Takes all that is free but so many bytes.</summary>
    public void Fill(int leave)
    {
        var block = new byte[BlockBytes];
        using var file = new FileStream(_ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = BlockBytes; size >= 4096;)
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2; // no room for as much: for less, perhaps
            }
        }

        file.SetLength(Math.Max(0, file.Length - leave));
    }

    /// <summary>Makes room again.</summary>
    public void Free() => File.Delete(_ballast);

    public async ValueTask DisposeAsync()
    {
        if (WhyNot is null) await Shell.Run($"umount '{_directory}' || umount -l '{_directory}'");
    }
}
