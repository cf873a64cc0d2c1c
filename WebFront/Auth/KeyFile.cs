using System.Security.Cryptography;

namespace LiveChat.WebFront.Auth;

/// <summary>The signing key that is made once and kept beside the data, readable by its owner alone.</summary>
internal static class KeyFile
{
    private const int KeyBytes = 64;
    private const string Name = "signing.key";

    /// <summary>Reads the key, or makes it when there is none. Two processes that start at once end up with the same one.</summary>
    public static byte[] ReadOrMake(string dataDirectory)
    {
        var directory = Path.Combine(dataDirectory, "keys");
        var path = Path.Combine(directory, Name);
        if (!File.Exists(path)) Make(directory, path);
        var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
        return key.Length >= AuthOptions.ShortestKey
            ? key
            : throw new InvalidDataException($"The signing key in {path} is too short. Remove the file to have a new one made; everybody signs in again.");
    }

    private static void Make(string directory, string path)
    {
        CreatePrivateDirectory(directory);
        var draft = Path.Combine(directory, $"{Name}.{Guid.CreateVersion7():N}");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes))));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its key is the key.
            File.Delete(draft);
        }
    }

    private static void CreatePrivateDirectory(string directory)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(directory);
        else Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
