using System.Text;

namespace LiveChat.Knowledge.Importing;

/// <summary>
/// A heading of the first level for an article, whose text goes on to the next. Lines such as <c>tags: a, b</c> right under
/// the heading are its properties; before the first heading, between lines of three hyphens, those of all.
/// </summary>
internal static class MarkdownArticles
{
    private const string Heading = "# ";
    private const string Fence = "```";
    private const string Matter = "---";

    /// <exception cref="FormatException">There is no heading.</exception>
    public static IEnumerable<ImportRow> Read(string text, ImportFile file)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var common = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = 0;
        if (lines[0].Trim() == Matter)
        {
            for (at = 1; at < lines.Length && lines[at].Trim() != Matter; at++) TakeProperty(lines[at], common);
            if (at++ == lines.Length) throw new FormatException("The properties at the beginning of the file are not closed by a line of three hyphens.");
        }
        while (at < lines.Length && !IsHeading(lines[at])) at++;
        if (at == lines.Length) throw new FormatException("The file has no heading of the first level (\"# …\"), which begins an article.");
        return Rows(lines, at, common, file);
    }

    private static IEnumerable<ImportRow> Rows(string[] lines, int at, Dictionary<string, string> common, ImportFile file)
    {
        while (at < lines.Length)
        {
            var fields = new Dictionary<string, string>(common, StringComparer.Ordinal) { [ImportRow.Title] = lines[at][Heading.Length..] };
            var line = ++at;
            while (at < lines.Length && TakeProperty(lines[at], fields)) at++;
            var body = new StringBuilder();
            for (var fenced = false; at < lines.Length && (fenced || !IsHeading(lines[at])); at++)
            {
                if (lines[at].TrimStart().StartsWith(Fence, StringComparison.Ordinal)) fenced = !fenced;
                body.Append(lines[at]).Append('\n');
            }
            fields[ImportRow.Body] = body.ToString();
            yield return ImportRow.Of(line, fields, file);
        }
    }

    private static bool IsHeading(string line) => line.StartsWith(Heading, StringComparison.Ordinal);

    private static bool TakeProperty(string line, Dictionary<string, string> fields)
    {
        var colon = line.IndexOfAny([':', '：']);
        if (colon <= 0 || ImportRow.Meaning(line[..colon]) is not { } name || name is ImportRow.Title or ImportRow.Body) return false;
        fields[name] = line[(colon + 1)..];
        return true;
    }
}
