using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace LiveChat.Assistant.Tools;

/// <summary>What tools say to models.</summary>
public static class ToolJson
{
    // Han characters stay readable: escaped, they would cost a model several tokens each.
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>A value as JSON.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Readable);

    /// <summary>A schema of an object whose members are texts; all are asked for but those that say optional.</summary>
    public static JsonElement Schema(params (string Name, string Description, bool Optional)[] texts) => JsonSerializer.SerializeToElement(new
    {
        type = "object",
        properties = texts.ToDictionary(text => text.Name, text => new { type = "string", description = text.Description }, StringComparer.Ordinal),
        required = texts.Where(text => !text.Optional).Select(text => text.Name).ToArray(),
        additionalProperties = false,
    }, Readable);
}
