using System.Text;
using System.Text.Json;

namespace LiveChat.Knowledge.Importing;

/// <summary>An object for an article: a list of them, or an object whose <c>articles</c> or <c>entries</c> is one.</summary>
internal static class JsonArticles
{
    private const int Depth = 16;

    /// <exception cref="FormatException">It is not JSON, or holds no list; says in which line.</exception>
    public static IEnumerable<ImportRow> Read(string text, ImportFile file)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = Depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        var rows = new List<ImportRow>();
        var lines = new LineCount(bytes);
        try
        {
            if (!FindList(ref reader)) throw new FormatException("The file must be a list of articles, or an object whose \"articles\" is one.");
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                var line = lines.At(reader.TokenStartIndex);
                using var element = JsonDocument.ParseValue(ref reader);
                rows.Add(RowOf(line, element.RootElement, file));
            }
            while (reader.Read()) { }
            return rows;
        }
        catch (JsonException e)
        {
            throw new FormatException($"The file is not JSON: line {e.LineNumber + 1} cannot be read.", e);
        }
    }

    private static bool FindList(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.StartArray) return true;
        if (reader.TokenType is not JsonTokenType.StartObject) return false;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals("articles") || reader.ValueTextEquals("entries");
            reader.Read();
            if (isList) return reader.TokenType is JsonTokenType.StartArray;
            reader.Skip();
        }
        return false;
    }

    private static ImportRow RowOf(int line, JsonElement element, ImportFile file)
    {
        if (element.ValueKind is not JsonValueKind.Object) return ImportRow.Bad(line, "An article is an object with title and body.");
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (ImportRow.Meaning(property.Name) is not { } name || property.Value.ValueKind is JsonValueKind.Null) continue;
            if (TextOf(property.Value, name is ImportRow.Tags) is not { } text) return ImportRow.Bad(line, $"{property.Name} must be {(name is ImportRow.Tags ? "a list of texts" : "a text")}.");
            fields[name] = text;
        }
        return ImportRow.Of(line, fields, file);
    }

    private static string? TextOf(JsonElement value, bool mayBeList) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array when mayBeList && value.EnumerateArray().All(tag => tag.ValueKind is JsonValueKind.String) => string.Join(';', value.EnumerateArray().Select(tag => tag.GetString())),
        _ => null,
    };

    /// <summary>Counts lines up to places that rise.</summary>
    private sealed class LineCount(byte[] text)
    {
        private int _line = 1;
        private int _at;

        public int At(long place)
        {
            for (; _at < place; _at++)
                if (text[_at] == (byte)'\n') _line++;
            return _line;
        }
    }
}
