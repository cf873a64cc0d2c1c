using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace LiveChat.Chaos.Clients;

/// <summary>An entry of a session's log, as a client sees it.</summary>
internal sealed record Entry(long Seq, Guid MessageId, string Type, string SenderId, string Content, string? ClientId, string? Event, DateTimeOffset CreatedAt)
{
    /// <summary>What the event says besides its name.</summary>
    public ImmutableSortedDictionary<string, string> Args { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The ids of its files.</summary>
    public string Files { get; init; } = "";

    /// <summary>Whether it was taken back.</summary>
    public bool Recalled { get; init; }

    /// <summary>Who reacted with what.</summary>
    public ImmutableSortedSet<string> Reactions { get; init; } = ImmutableSortedSet<string>.Empty;

    public static Entry From(JsonElement message)
    {
        var happened = message.TryGetProperty("event", out var said) ? said : default;
        return new(
            message.GetProperty("seq").GetInt64(), message.GetProperty("messageId").GetGuid(), message.GetProperty("type").GetString()!,
            message.GetProperty("senderId").GetString()!, message.GetProperty("content").GetString()!,
            message.TryGetProperty("clientMessageId", out var id) ? id.GetString() : null,
            happened.ValueKind is JsonValueKind.Object ? happened.GetProperty("name").GetString() : null,
            message.GetProperty("createdAt").GetDateTimeOffset())
        {
            Args = happened.ValueKind is JsonValueKind.Object && happened.TryGetProperty("args", out var args)
                ? args.EnumerateObject().ToImmutableSortedDictionary(arg => arg.Name, arg => arg.Value.ToString(), StringComparer.Ordinal)
                : ImmutableSortedDictionary<string, string>.Empty,
            Files = message.TryGetProperty("attachments", out var files) && files.ValueKind is JsonValueKind.Array
                ? string.Join(' ', files.EnumerateArray().Select(file => file.GetProperty("fileId").GetString()))
                : "",
            Recalled = message.TryGetProperty("recalled", out var recalled) && recalled.ValueKind is JsonValueKind.True,
            Reactions = message.TryGetProperty("reactions", out var reactions) ? ReactionsOf(reactions) : ImmutableSortedSet<string>.Empty,
        };
    }

    /// <summary>Each reaction with each who made it.</summary>
    public static ImmutableSortedSet<string> ReactionsOf(JsonElement reactions) => reactions.ValueKind is not JsonValueKind.Array
        ? ImmutableSortedSet<string>.Empty
        : [.. reactions.EnumerateArray().SelectMany(each => each.GetProperty("userIds").EnumerateArray().Select(user => $"{each.GetProperty("emoji").GetString()} {user.GetString()}"))];

    /// <summary>All of it as one line, for comparing and for telling.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Seq} {MessageId} {Type} {SenderId} \"{Content}\" {ClientId} {CreatedAt:O} {Event} {string.Join(' ', Args.Select(arg => $"{arg.Key}={arg.Value}"))}{Files}{(Recalled ? " recalled" : "")} [{string.Join(' ', Reactions)}]");
}
