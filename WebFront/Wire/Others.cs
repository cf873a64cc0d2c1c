using System.Text.Json.Serialization;
using LiveChat.Desks;

namespace LiveChat.WebFront.Wire;

/// <summary>All desks.</summary>
internal sealed record AllDesks(Desk[] Desks);

/// <summary>Whether the server can serve, and if not, why.</summary>
internal sealed record Health(string Status, string? Reason);

/// <summary>A frame from a plain WebSocket.</summary>
internal sealed record PlainInput(
    string? Type,
    string? Message,
    [property: JsonPropertyName("client_message_id")] string? ClientMessageId,
    [property: JsonPropertyName("after_seq")] long? AfterSeq,
    long? Seq,
    string? Emoji,
    bool? On,
    Guid[]? Attachments = null);
