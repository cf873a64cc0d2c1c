namespace LiveChat.Silo.Commands;

/// <summary>The program's settings among a command's arguments: <c>--Storage:Provider PostgreSql</c>, <c>--DataDirectory=…</c>.</summary>
internal static class Settings
{
    private static readonly string[] WithoutSection = ["DataDirectory", "environment"];

    /// <summary>Parts them from what is the command's own.</summary>
    public static (string[] Own, string[] Settings) Split(string[] args)
    {
        List<string> own = [], settings = [];
        for (var at = 0; at < args.Length; at++)
        {
            if (!IsSetting(args[at]))
            {
                own.Add(args[at]);
                continue;
            }
            settings.Add(args[at]);
            if (!args[at].Contains('=', StringComparison.Ordinal) && at + 1 < args.Length && !args[at + 1].StartsWith("--", StringComparison.Ordinal)) settings.Add(args[++at]);
        }
        return ([.. own], [.. settings]);
    }

    private static bool IsSetting(string argument)
    {
        if (!argument.StartsWith("--", StringComparison.Ordinal)) return false;
        var name = argument[2..].Split('=')[0];
        return name.Contains(':', StringComparison.Ordinal) || WithoutSection.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
