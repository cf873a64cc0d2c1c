using Microsoft.Extensions.Configuration;

namespace LiveChat.Silo.Composition;

/// <summary>Where a single process keeps its files: the SQLite database, uploads, keys.</summary>
public static class DataDirectory
{
    /// <summary>The setting.</summary>
    public const string Setting = "DataDirectory";

    /// <summary>
    /// The setting's directory as a full path; without one, <c>data</c> in the checkout that the program was built in, or
    /// else in the working directory.
    /// </summary>
    public static string Of(IConfiguration configuration)
    {
        var configured = configuration[Setting];
        return Path.GetFullPath(string.IsNullOrWhiteSpace(configured) ? Path.Combine(FindRoot() ?? Directory.GetCurrentDirectory(), "data") : configured);
    }

    private static string? FindRoot()
    {
        for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "LiveChat.sln"))) return directory;
        }

        return null;
    }
}
