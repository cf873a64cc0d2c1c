using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LiveChat.Knowledge;

namespace LiveChat.Intents;

/// <summary>The examples that a new shop begins with. They stand in <c>Examples/*.json</c>.</summary>
public static class BuiltInExamples
{
    private const int IdBytes = 16;

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>All of them; the same ids whoever loads them, so that two silos that begin at once write the same rows.</summary>
    public static IntentExample[] All(DateTimeOffset now) => [.. Language.All.SelectMany(language => In(language, now))];

    private static IEnumerable<IntentExample> In(string language, DateTimeOffset now)
    {
        using var stream = typeof(BuiltInExamples).Assembly.GetManifestResourceStream($"intents/{language}.json")
            ?? throw new InvalidOperationException($"The examples of intents in {language} are not embedded.");
        var texts = JsonSerializer.Deserialize<Dictionary<Intent, string[]>>(stream, Format)
            ?? throw new InvalidOperationException($"The examples of intents in {language} are empty.");
        return [.. texts.SelectMany(intent => intent.Value.Select(text => new IntentExample(IdOf(language, text), intent.Key, language, text, now)))];
    }

    private static Guid IdOf(string language, string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{language}|{text}")).AsSpan(0, IdBytes));
}
