using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace LiveChat.Silo.Storage.Migrations;

/// <summary>One numbered step of the schema, from <c>sql/&lt;dialect&gt;/001_name.sql</c>. Never changed once it is released.</summary>
/// <param name="Version">1, 2, 3 … without gaps.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">Its statements.</param>
internal sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the text in hexadecimal, however its lines end.</summary>
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations that the program carries for a dialect, in their order.</summary>
    public static Migration[] Embedded(Dialect dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var folder = $"sql/{dialect.Name}/";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Select(resource => resource.Replace('\\', '/'))
                .Where(resource => resource.StartsWith(folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(resource => Parse(resource[folder.Length..], Read(assembly, resource))),
        ];
    }

    private static Migration Parse(string name, string sql) =>
        int.TryParse(name.Split('_')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new Migration(version, name, sql)
            : throw new SchemaException($"The migration {name} has no number in front of its name.");

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

/// <summary>The database's schema and the program do not belong together; says what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);
