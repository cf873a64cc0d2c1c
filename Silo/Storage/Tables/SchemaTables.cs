using System.Data.Common;
using System.Text.RegularExpressions;
using LiveChat.Silo.Storage.Migrations;

namespace LiveChat.Silo.Storage.Tables;

/// <summary>Which tables are ours, and which of them hold what nothing else can tell.</summary>
internal static partial class SchemaTables
{
    /// <summary>
    /// What is made anew: the indexes, figures and contacts, which follow the logs; the mark of a front's last batch; and files to
    /// take away, which last three days. So is what a cluster keeps of itself.
    /// </summary>
    private static readonly string[] Derived =
    [
        "schema_migrations", "search_cursors", "search_docs", "search_terms",
        "article_index", "article_tokens", "article_frequencies", "article_counters",
        "figures", "figure_topics", "figure_marks", "ticket_marks", "contacts", "contact_marks", "api_batches", "exports",
    ];

    /// <summary>Whether a table holds what must be kept.</summary>
    public static bool IsKept(StoredTable table) => !Derived.Contains(table.Name) && !table.Name.StartsWith("orleans", StringComparison.OrdinalIgnoreCase);

    /// <summary>Our tables in a database, those that are named by others' keys before those others. Tables of others there are left out.</summary>
    public static async Task<StoredTable[]> Read(Database database, DbConnection connection, DbTransaction transaction, CancellationToken token)
    {
        var ours = Migration.Embedded(database.Dialect).SelectMany(migration => Made().Matches(migration.Sql)).Select(match => match.Groups["name"].Value)
            .Append("schema_migrations").ToHashSet(StringComparer.OrdinalIgnoreCase);
        var tables = await database.Rows.ReadTables(connection, transaction, token);
        return InOrder([.. tables.Where(table => ours.Contains(table.Name)).OrderBy(table => table.Name, StringComparer.Ordinal)]);
    }

    private static StoredTable[] InOrder(StoredTable[] tables)
    {
        var names = tables.Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        var placed = new HashSet<string>(StringComparer.Ordinal);
        List<StoredTable> ordered = [];
        while (ordered.Count < tables.Length)
        {
            var next = tables.Where(table => !placed.Contains(table.Name)
                && table.References.All(target => target == table.Name || placed.Contains(target) || !names.Contains(target))).ToArray();
            if (next.Length == 0) throw new SchemaException("The tables' foreign keys go round in a circle.");
            ordered.AddRange(next);
            placed.UnionWith(next.Select(table => table.Name));
        }
        return [.. ordered];
    }

    [GeneratedRegex(@"create (virtual )?table (?<name>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Made();
}
