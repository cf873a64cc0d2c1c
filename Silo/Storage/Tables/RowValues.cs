using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace LiveChat.Silo.Storage.Tables;

/// <summary>
/// Values as they are in any database: a <see cref="Guid"/>, a <see cref="DateTimeOffset"/> in UTC, a <see cref="long"/>,
/// a <see cref="double"/>, a <see cref="string"/> or null; and how they stand in JSON.
/// </summary>
internal static class RowValues
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>What a reader's column holds.</summary>
    public static object? Read(DbDataReader reader, int at, ColumnKind kind) => reader.IsDBNull(at) ? null : (kind, reader.GetValue(at)) switch
    {
        (ColumnKind.Id, byte[] blob) => new Guid(blob, bigEndian: true),
        (ColumnKind.Id, Guid id) => id,
        (ColumnKind.Time, long microseconds) => StoredTypes.FromMicroseconds(microseconds),
        (ColumnKind.Time, DateTime time) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        (ColumnKind.Whole, var number) => Convert.ToInt64(number, CultureInfo.InvariantCulture),
        (ColumnKind.Real, var number) => Convert.ToDouble(number, CultureInfo.InvariantCulture),
        (ColumnKind.Text, string text) => text,
        var (_, value) => throw new InvalidDataException($"The column {reader.GetName(at)} holds a {value.GetType().Name}, which is not {kind}."),
    };

    public static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case Guid id: json.WriteStringValue(id); break;
            case DateTimeOffset time: json.WriteStringValue(time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)); break;
            case long number: json.WriteNumberValue(number); break;
            case double number: json.WriteNumberValue(number); break;
            case string text: json.WriteStringValue(text); break;
            default: throw new InvalidDataException($"A {value.GetType().Name} cannot be written.");
        }
    }

    /// <exception cref="InvalidDataException">It is not of the column's kind.</exception>
    public static object? Parse(JsonElement json, StoredColumn column)
    {
        if (json.ValueKind is JsonValueKind.Null) return null;
        var isText = json.ValueKind is JsonValueKind.String;
        switch (column.Kind)
        {
            case ColumnKind.Id when isText && json.TryGetGuid(out var id): return id;
            case ColumnKind.Time when isText && json.TryGetDateTimeOffset(out var time): return time.ToUniversalTime();
            case ColumnKind.Whole when json.ValueKind is JsonValueKind.Number && json.TryGetInt64(out var number): return number;
            case ColumnKind.Real when json.ValueKind is JsonValueKind.Number: return json.GetDouble();
            case ColumnKind.Text when isText: return json.GetString();
            default: throw new InvalidDataException($"{column.Name} must be {Describe(column.Kind)}, and is {json.GetRawText()}.");
        }
    }

    private static string Describe(ColumnKind kind) => kind switch
    {
        ColumnKind.Id => "a UUID",
        ColumnKind.Time => "a time such as 2026-11-20T08:00:00Z",
        ColumnKind.Whole => "a whole number",
        ColumnKind.Real => "a number",
        _ => "a text",
    };
}
