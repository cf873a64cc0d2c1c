namespace LiveChat.Silo.Ai.AskedData;

/// <summary>What a piece of a statement is.</summary>
internal enum SqlKind
{
    /// <summary>A name or a keyword.</summary>
    Word = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>A text, without its quotes.</summary>
    Text = 3,

    /// <summary>An operator or a mark of punctuation.</summary>
    Mark = 4,

    /// <summary>There is no more.</summary>
    End = 5,
}

/// <summary>A piece of a statement.</summary>
internal readonly record struct SqlToken(SqlKind Kind, string Text)
{
    public bool Is(string word) => Kind is SqlKind.Word && string.Equals(Text, word, StringComparison.OrdinalIgnoreCase);

    public bool IsMark(string mark) => Kind is SqlKind.Mark && Text == mark;
}

/// <summary>A statement that is not understood, or asks for what may not be asked. The message is for whoever wrote it.</summary>
internal sealed class SqlRefusedException(string message) : Exception(message);

/// <summary>
/// Cuts a statement into pieces. Whatever it does not know – a comment, a second statement, a quoted name, a parameter, a
/// backslash, a character of another script outside a text – it refuses.
/// </summary>
internal static class SqlTokens
{
    private const int LongestStatement = 2_000;
    private const int MostTokens = 400;

    private static readonly string[] Marks = ["<>", "!=", "<=", ">=", "||", "=", "<", ">", "+", "-", "*", "/", "%", "(", ")", ",", "."];

    /// <exception cref="SqlRefusedException">It holds what is not understood.</exception>
    public static List<SqlToken> Of(string sql)
    {
        if (sql.Length > LongestStatement) throw new SqlRefusedException($"The statement has more than {LongestStatement} characters.");
        // Models like to end with one; a second statement after it is not understood.
        var text = sql.AsSpan().Trim();
        if (text.EndsWith(";")) text = text[..^1];
        if (text.Contains("--", StringComparison.Ordinal) || text.Contains("/*", StringComparison.Ordinal)) throw new SqlRefusedException("Comments are not understood.");

        var tokens = new List<SqlToken>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var (token, length) = Next(text[at..]);
            tokens.Add(token);
            if (tokens.Count > MostTokens) throw new SqlRefusedException("The statement is too long.");
            at += length;
        }

        tokens.Add(new(SqlKind.End, ""));
        return tokens;
    }

    private static (SqlToken Token, int Length) Next(ReadOnlySpan<char> text)
    {
        if (char.IsAsciiLetter(text[0]) || text[0] == '_') return Run(SqlKind.Word, text, letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        if (char.IsAsciiDigit(text[0])) return Run(SqlKind.Number, text, letter => char.IsAsciiDigit(letter) || letter == '.');
        if (text[0] == '\'') return Quoted(text);
        foreach (var mark in Marks)
            if (text.StartsWith(mark)) return (new(SqlKind.Mark, mark), mark.Length);
        throw new SqlRefusedException($"\"{text[0]}\" is not understood. Use one plain SELECT.");
    }

    private static (SqlToken Token, int Length) Run(SqlKind kind, ReadOnlySpan<char> text, Func<char, bool> belongs)
    {
        var end = 1;
        while (end < text.Length && belongs(text[end])) end++;
        return (new(kind, text[..end].ToString()), end);
    }

    private static (SqlToken Token, int Length) Quoted(ReadOnlySpan<char> text)
    {
        var value = new System.Text.StringBuilder();
        for (var at = 1; at < text.Length; at++)
        {
            if (text[at] == '\\' || char.IsControl(text[at])) throw new SqlRefusedException("Backslashes and control characters are not understood.");
            if (text[at] != '\'') value.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '\'') value.Append(text[at++]);
            else return (new(SqlKind.Text, value.ToString()), at + 1);
        }

        throw new SqlRefusedException("A text has no end.");
    }
}
