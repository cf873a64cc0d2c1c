using LiveChat.Silo.Storage.Tables;

namespace LiveChat.Silo.Exchange;

/// <summary>What is exported and imported together, told in <c>docs/exchange.md</c>.</summary>
/// <param name="Name">How operators name it.</param>
/// <param name="Tables">Its tables, those that others name first.</param>
internal sealed record ExchangeSet(string Name, string[] Tables)
{
    /// <summary>Columns that mean something in one database alone: left out, and made anew on the way in.</summary>
    private static readonly (string Table, string Column)[] OfOneDatabase =
        [("sessions", "log_epoch"), ("articles", "number"), ("articles", "edition")];

    /// <summary>All there are.</summary>
    public static ExchangeSet[] All { get; } =
    [
        new("users", ["users", "logins"]),
        new("sessions", ["sessions", "session_members", "entries", "notes", "moods"]),
        new("knowledge", ["articles", "article_versions"]),
    ];

    /// <summary>A table with the columns that travel.</summary>
    public static StoredTable Travelling(StoredTable table) =>
        table with { Columns = [.. table.Columns.Where(column => !OfOneDatabase.Contains((table.Name, column.Name)))] };
}
