namespace LiveChat.Silo.Storage.Tables;

/// <summary>A table as it stands in a database.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns, in their order.</param>
/// <param name="Keys">The columns of its primary key, in their order.</param>
/// <param name="References">The tables that its foreign keys name.</param>
internal sealed record StoredTable(string Name, StoredColumn[] Columns, string[] Keys, string[] References)
{
    /// <summary>The rows in the order of the key, or without an order where there is none.</summary>
    public string Select =>
        $"select {string.Join(", ", Columns.Select(column => column.Name))} from {Name}{(Keys.Length == 0 ? "" : $" order by {string.Join(", ", Keys)}")}";
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as the database calls it.</param>
/// <param name="Kind">What it means in any database.</param>
internal sealed record StoredColumn(string Name, string Type, ColumnKind Kind);

/// <summary>What a column means, in whichever database it stands.</summary>
internal enum ColumnKind
{
    /// <summary>Text, and JSON as text.</summary>
    Text = 0,

    /// <summary>A UUID.</summary>
    Id = 1,

    /// <summary>A time, to the microsecond.</summary>
    Time = 2,

    /// <summary>A whole number.</summary>
    Whole = 3,

    /// <summary>A number with a fraction.</summary>
    Real = 4,

    /// <summary>What only one database has, as an index of its own; never taken elsewhere.</summary>
    Other = 5,
}
