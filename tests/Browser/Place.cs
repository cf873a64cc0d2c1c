namespace LiveChat.Browser;

/// <summary>Where things stand in the checkout.</summary>
internal static class Place
{
    public static string Root { get; } = FindRoot();

    /// <summary>The built program: beside this test's own output, in the same configuration.</summary>
    public static string WebFront { get; } = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "WebFront", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/', '\\')), "LiveChat.WebFront.dll"));

    public static string Screenshots { get; } = Path.Combine(Root, "artifacts", "screenshots");

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "LiveChat.sln"))) return at.FullName;
        throw new InvalidOperationException("LiveChat.sln is in none of the folders above the tests.");
    }
}
