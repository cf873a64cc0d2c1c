using System.Text.Json.Serialization;

namespace LiveChat.Silo.Backups;

/// <summary>What a backup holds: its last entry, <c>manifest.json</c>. A backup without it is not whole.</summary>
/// <param name="Format">The form of the file; see <see cref="CurrentFormat"/>.</param>
/// <param name="SchemaVersion">The last migration of the database that it was taken of.</param>
/// <param name="TakenAt">When the reading began: all that was acknowledged before is in it.</param>
/// <param name="Database">The kind of database that it was taken of.</param>
/// <param name="Tables">The tables, those that others name first.</param>
/// <param name="Files">The files that people attached.</param>
internal sealed record BackupManifest(
    string Format, int SchemaVersion, DateTimeOffset TakenAt, string Database, BackedUpTable[] Tables, BackedUpFiles Files)
{
    /// <summary>The form that this program writes, and the only one that it reads.</summary>
    public const string CurrentFormat = "livechat-backup/1";

    /// <summary>The manifest's own name in the file.</summary>
    public const string EntryName = "manifest.json";

    /// <summary>The list of files in the file: a line of JSON for each, as <see cref="BackedUpFile"/>.</summary>
    public const string FileListName = "files.jsonl";

    /// <summary>Where a table's rows stand: a line of JSON for each, the values in the order of the columns.</summary>
    public static string EntryOf(string table) => $"tables/{table}.jsonl";

    /// <summary>Where a file's bytes stand.</summary>
    public static string EntryOfFile(string place) => $"files/{place}";
}

/// <summary>A table in a backup.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns, in the order of the values.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Sha256">Of its entry, in hexadecimal.</param>
internal sealed record BackedUpTable(string Name, string[] Columns, long Rows, string Sha256);

/// <summary>The files in a backup.</summary>
/// <param name="Count">How many, small pictures counted by themselves.</param>
/// <param name="Bytes">All of them together.</param>
/// <param name="Missing">Records whose bytes were not there: removed while the backup was taken, or lost before.</param>
/// <param name="Sha256">Of the list of files, in hexadecimal.</param>
internal sealed record BackedUpFiles(long Count, long Bytes, long Missing, string Sha256);

/// <summary>A file in a backup.</summary>
/// <param name="Place">Where its bytes lie in the directory.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Sha256">Of the bytes, in hexadecimal.</param>
internal sealed record BackedUpFile(string Place, long Bytes, string Sha256);

/// <summary>The file is no backup that this program can read, or is damaged; says how.</summary>
internal sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(BackedUpFile))]
internal sealed partial class BackupJson : JsonSerializerContext;
