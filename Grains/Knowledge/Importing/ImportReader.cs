using System.Text;

namespace LiveChat.Knowledge.Importing;

/// <summary>Reads a file whole before anything of it is written.</summary>
internal static class ImportReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The articles of a file, good and bad, in its order; or why it is not of its form.</summary>
    public static Outcome<ImportRow[]> Read(ImportFile file, KnowledgeOptions limits)
    {
        if (file.Content.Length > limits.MaxImportBytes) return new Refusal(RefusalCode.TooLong, $"A file has at most {limits.MaxImportBytes:N0} bytes; this one has {file.Content.Length:N0}. Part it into several.");
        try
        {
            var text = Strict.GetString(file.Content).TrimStart('\uFEFF');
            if (text.Contains('\0')) return NotText;
            if (string.IsNullOrWhiteSpace(text)) return new Refusal(RefusalCode.Invalid, "The file is empty.");
            var rows = file.Format switch
            {
                ImportFormat.Csv => CsvArticles.Read(text, file),
                ImportFormat.Markdown => MarkdownArticles.Read(text, file),
                ImportFormat.Json => JsonArticles.Read(text, file),
                _ => throw new FormatException("The format is csv, markdown or json."),
            };
            // One more than allowed is enough to know that there are too many.
            ImportRow[] read = [.. OnlyOnce(rows).Take(limits.MaxImportArticles + 1)];
            if (read.Length > limits.MaxImportArticles) return new Refusal(RefusalCode.TooLong, $"A file has at most {limits.MaxImportArticles:N0} articles. Part it into several.");
            return read.Length > 0 ? read : new Refusal(RefusalCode.Invalid, "The file holds no articles.");
        }
        catch (DecoderFallbackException)
        {
            return NotText;
        }
        catch (FormatException e)
        {
            return new Refusal(RefusalCode.Invalid, e.Message);
        }
    }

    private static Refusal NotText { get; } =
        new(RefusalCode.Invalid, "The file is not text in UTF-8. In a spreadsheet, save it as \"CSV UTF-8\".");

    private static IEnumerable<ImportRow> OnlyOnce(IEnumerable<ImportRow> rows)
    {
        var lines = new Dictionary<(string, string), int>();
        foreach (var row in rows)
        {
            if (row.Draft is { } draft && !lines.TryAdd((draft.Language, draft.Title.Trim()), row.Line))
                yield return ImportRow.Bad(row.Line, $"The same title stands in line {lines[(draft.Language, draft.Title.Trim())]} already.");
            else yield return row;
        }
    }
}
