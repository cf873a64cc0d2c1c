using System.Text.Json.Serialization;
using LiveChat.Desks;
using LiveChat.Knowledge;

namespace LiveChat.WebFront.Wire;

/// <summary>All desks.</summary>
internal sealed record AllDesks(Desk[] Desks);

/// <summary>All entries, newest first.</summary>
internal sealed record FaqList(Faq[] Entries);

/// <summary>What was found, best first.</summary>
internal sealed record FaqHits(ArticleHit[] Hits);

/// <summary>A question with its answer, as an editor writes it.</summary>
internal sealed record FaqBody(string? Question, string? Answer, string? Language, string[]? Tags);

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
