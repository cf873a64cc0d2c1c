using System.Text;
using System.Text.RegularExpressions;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Rows of comma-separated values (RFC 4180) in which no spreadsheet finds a formula.</summary>
internal static partial class Csv
{
    /// <summary>The content type.</summary>
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>Tells spreadsheets that it is UTF-8.</summary>
    public const string Mark = "\uFEFF";

    /// <summary>One row with its end.</summary>
    public static string Row(params IEnumerable<string?> cells) => new StringBuilder().AppendJoin(',', cells.Select(Cell)).Append("\r\n").ToString();

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "\"\"";
        // A cell that begins so is run by spreadsheets, blanks before it or not; a quotation mark before it makes it text.
        var isRun = text.AsSpan().TrimStart() is [('=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠'), ..] || text[0] is '\t' or '\r' or '\n';
        if (isRun && !Negative().IsMatch(text)) text = "'" + text;
        // All are quoted: what parts cells differs from one spreadsheet's language to another's.
        return $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A number below zero: it begins like a formula, and is none.</summary>
    [GeneratedRegex(@"\A-[0-9]+(\.[0-9]+)?\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Negative();
}
