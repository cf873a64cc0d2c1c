using System.Text;

namespace LiveChat.Knowledge.Importing;

/// <summary>A line for an article (RFC 4180); the first names the columns, and by them shows what parts them.</summary>
internal static class CsvArticles
{
    private const string Separators = ",;\t";

    /// <exception cref="FormatException">The columns that an article needs are not there.</exception>
    public static IEnumerable<ImportRow> Read(string text, ImportFile file)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var head = end < 0 ? text : text[..end];
        var separator = Separators.MaxBy(sign => head.AsEnumerable().Count(letter => letter == sign));
        var lines = Lines(text, separator).GetEnumerator();
        lines.MoveNext();
        var meanings = Array.ConvertAll(lines.Current.Fields, ImportRow.Meaning);
        if (!meanings.Contains(ImportRow.Title) || !meanings.Contains(ImportRow.Body))
            throw new FormatException("The first line must name the columns, title (or question) and body (or answer) among them; language, category, tags, kind and status may be there too.");
        return Rows(lines, meanings, file);
    }

    private static IEnumerable<ImportRow> Rows(IEnumerator<Record> lines, string?[] meanings, ImportFile file)
    {
        using (lines)
        {
            while (lines.MoveNext())
            {
                var (line, fields, fault) = lines.Current;
                if (fault is null && Array.TrueForAll(fields, string.IsNullOrWhiteSpace)) continue;
                if (fault is null && fields.Length > meanings.Length) fault = $"The line has {fields.Length} fields, the first line names {meanings.Length}. Is a quotation mark missing?";
                if (fault is not null)
                {
                    yield return ImportRow.Bad(line, fault);
                    continue;
                }
                var values = new Dictionary<string, string>(StringComparer.Ordinal);
                for (var at = 0; at < fields.Length; at++)
                    if (meanings[at] is { } meaning) values.TryAdd(meaning, fields[at]);
                yield return ImportRow.Of(line, values, file);
            }
        }
    }

    private static IEnumerable<Record> Lines(string text, char separator)
    {
        var line = 1;
        for (var at = 0; at < text.Length;)
        {
            var (begun, fields, fault) = (line, new List<string>(), (string?)null);
            while (true)
            {
                fields.Add(Field(text, separator, ref at, ref line, ref fault));
                if (at >= text.Length || text[at] != separator) break;
                at++;
                if (at == text.Length) fields.Add("");
            }
            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') at++;
            line++;
            yield return new(begun, [.. fields], fault);
        }
    }

    private static string Field(string text, char separator, ref int at, ref int line, ref string? fault)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var start = at;
            while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n')) at++;
            return text[start..at];
        }
        var (value, begun, first) = (new StringBuilder(), line, ++at);
        for (; at < text.Length; at++)
        {
            if (text[at] == '\n') line++;
            if (text[at] != '"') value.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') value.Append(text[at++]);
            else break;
        }
        if (at >= text.Length)
        {
            // Nothing after it can be trusted, but the lines that follow may be good: they are read on from the next.
            fault = "A quotation mark opens a field here and none closes it.";
            line = begun;
            at = text.IndexOf('\n', first) is >= 0 and var next ? next : text.Length;
            return "";
        }
        at++;
        if (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n'))
        {
            fault = "Text follows the quotation mark that closes a field.";
            while (at < text.Length && text[at] != separator && text[at] is not ('\r' or '\n')) at++;
        }
        return value.ToString();
    }

    private readonly record struct Record(int Line, string[] Fields, string? Fault);
}
