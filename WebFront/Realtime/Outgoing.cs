using LiveChat.Sessions;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Realtime;

/// <summary>What a client sends, checked for form; its length and content are for the session to judge.</summary>
internal static class Outgoing
{
    private const int LongestClientId = 64;

    public static Outcome<OutgoingMessage> From(SendBody? body)
    {
        if (body is null) return new Refusal(RefusalCode.Invalid, "There is no message.");
        return From(body.Content, body.ClientMessageId, body.ReplyToSeq, body.Attachments);
    }

    public static Outcome<OutgoingMessage> From(string? content, string? clientMessageId, long? replyToSeq, Guid[]? attachments = null)
    {
        if (attachments is { Length: 0 }) attachments = null;
        if (content is null && attachments is not null) content = "";
        if (content is null) return new Refusal(RefusalCode.Invalid, "content is missing.");
        if (string.IsNullOrEmpty(clientMessageId) || clientMessageId.Length > LongestClientId || Input.HasControl(clientMessageId))
            return new Refusal(RefusalCode.Invalid, $"clientMessageId is 1 to {LongestClientId} characters of the client's choice.");
        if (Input.RefuseNul(content, "content") is { } refusal) return refusal;
        return new OutgoingMessage(clientMessageId, content, replyToSeq, attachments);
    }
}
