using LiveChat.Desks;
using LiveChat.Sessions;

namespace LiveChat.WebFront.Wire;

/// <summary>A conversation as a row of the desk's list; hides what only grains need.</summary>
internal sealed record WireDeskSession(
    Guid SessionId, SessionKind Kind, string Title, SessionStatus Status, SessionControl Control, string? DeskId, string CustomerId, string CustomerName,
    string? AssigneeId, string? AssigneeName, DateTimeOffset? WaitingSince, int Urgency, long LastSeq, string? LastLine, MessageType? LastType, string? Language,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static WireDeskSession From(DeskSession row)
    {
        var header = row.Header;
        return new(
            header.SessionId, header.Kind, header.Title, header.Status, header.Control, header.DeskId, header.CreatorId, row.CustomerName,
            header.AssigneeId, header.AssigneeName, header.WaitingSince, header.Urgency, header.LastSeq, row.LastLine, row.LastType, row.Language,
            header.CreatedAt, header.UpdatedAt);
    }
}

/// <summary>A page of a desk's conversations, newest first.</summary>
internal sealed record WireDeskSessionPage(WireDeskSession[] Sessions, string? Next);

/// <summary>A quick reply as somebody writes it.</summary>
/// <param name="DeskId">The desk that shares it; without one it is the writer's own.</param>
/// <param name="Shortcut">What is typed after <c>/</c>.</param>
/// <param name="Content">The words.</param>
internal sealed record QuickReplyBody(string? DeskId, string? Shortcut, string? Content);
