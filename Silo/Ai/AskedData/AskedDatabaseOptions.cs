using System.Text.RegularExpressions;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai.AskedData;

/// <summary>The database that the assistant may ask, and what of it: see docs/assistant-tools.md. Section <c>Assistant:Database</c>. Off until it is turned on.</summary>
public sealed class AskedDatabaseOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Assistant:Database";

    /// <summary>Whether it may be asked at all.</summary>
    public bool Enabled { get; set; }

    /// <summary>What kind of database it is.</summary>
    public StorageProvider Provider { get; set; }

    /// <summary>How to connect, as a role that may read the views and write nothing.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The most rows of one answer.</summary>
    public int MaxRows { get; set; } = 50;

    /// <summary>How long one question to it may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>What may be asked about.</summary>
    public List<AskedView> Views { get; set; } = [];
}

/// <summary>A view or table that may be asked about.</summary>
public sealed class AskedView
{
    /// <summary>Its name: letters, digits and underscores; a schema may stand before it, with a dot.</summary>
    public string Name { get; set; } = "";

    /// <summary>What is in it, for the model.</summary>
    public string Description { get; set; } = "";

    /// <summary>The columns that may be read.</summary>
    public string[] Columns { get; set; } = [];

    /// <summary>The column with the id of the user whose row it is: nobody sees rows of others. None for rows that are nobody's.</summary>
    public string? Owner { get; set; }

    /// <summary>The least role that may ask about it; unless it is named, customers where there is an owner, and agents where there is none.</summary>
    public UserRole? LeastRole { get; set; }

    /// <summary>By what name it is asked about.</summary>
    public string Alias => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>Whether somebody may ask about it.</summary>
    public bool IsFor(Caller asker) => asker.Role >= (LeastRole ?? (Owner is null ? UserRole.Agent : UserRole.Customer));
}

/// <summary>Refuses settings that cannot work or would open more than is meant, by name.</summary>
internal sealed partial class AskedDatabaseOptionsValidator : IValidateOptions<AskedDatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, AskedDatabaseOptions options)
    {
        if (!options.Enabled) return ValidateOptionsResult.Success;
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(AskedDatabaseOptions options)
    {
        if (!Enum.IsDefined(options.Provider)) yield return "Assistant:Database:Provider must be Sqlite, PostgreSql or SqlServer.";
        if (string.IsNullOrWhiteSpace(options.ConnectionString)) yield return "Assistant:Database:ConnectionString is needed: of a role that may read the views and write nothing.";
        if (options.MaxRows is < 1 or > 1_000) yield return "Assistant:Database:MaxRows must be from 1 to 1,000.";
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromSeconds(30)) yield return "Assistant:Database:Timeout must be above zero and at most 30 s.";
        if (options.Views.Count == 0) yield return "Assistant:Database:Views must name what may be asked about.";
        foreach (var view in options.Views)
        {
            if (!ViewName().IsMatch(view.Name)) yield return $"Assistant:Database:Views: \"{view.Name}\" is no name of a view.";
            if (view.Columns.Length == 0 || view.Columns.Append(view.Owner ?? "x").Any(column => !Column().IsMatch(column))) yield return $"Assistant:Database:Views: {view.Name} needs columns whose names are letters, digits and underscores.";
        }

        if (options.Views.DistinctBy(view => view.Alias, StringComparer.OrdinalIgnoreCase).Count() < options.Views.Count) yield return "Assistant:Database:Views: two views have one name.";
    }

    [GeneratedRegex(@"\A([A-Za-z_][A-Za-z0-9_]{0,62}\.)?[A-Za-z_][A-Za-z0-9_]{0,62}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex ViewName();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]{0,62}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Column();
}
