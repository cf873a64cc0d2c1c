using System.Text.Json;

namespace LiveChat.Assistant.Tools;

/// <summary>Opens a ticket in somebody's name, out of a session; the same id again is the same ticket.</summary>
public delegate Task<Outcome<OpenedTicket>> TicketOpening(Guid ticketId, Caller caller, TicketWish wish);

/// <summary>Opens a ticket for whoever asks, out of this conversation. One for an answer at most.</summary>
public sealed class OpenTicketTool(TicketOpening open) : IAssistantTool
{
    /// <summary>Its name.</summary>
    public const string ToolName = "open_ticket";

    private const int LongestSubject = 120;

    /// <inheritdoc/>
    public string Name => ToolName;

    /// <inheritdoc/>
    public JsonElement Parameters { get; } = ToolJson.Schema(
        ("subject", "What it is about, in one line and in the customer's language.", false),
        ("description", "What the customer told of it.", true));

    /// <inheritdoc/>
    public string Describe(ToolContext context) => "Opens a ticket for the customer, so that the staff follows a matter up that cannot be settled here. Use it when the customer asks for it or agrees to it, once.";

    /// <inheritdoc/>
    public bool IsOffered(ToolContext context) => context.DeskId is not null;

    /// <inheritdoc/>
    public string SubjectOf(ToolArguments arguments) => arguments.Text("subject") ?? string.Empty;

    /// <inheritdoc/>
    public async Task<ToolAnswer> Use(ToolContext context, ToolArguments arguments, CancellationToken token)
    {
        if (arguments.Text("subject")?.ReplaceLineEndings(" ") is not { } subject) return ToolAnswer.Refused("subject is asked for.");
        if (subject.Length > LongestSubject) subject = subject[..(char.IsHighSurrogate(subject[LongestSubject - 1]) ? LongestSubject - 1 : LongestSubject)];
        var wish = new TicketWish(context.DeskId!, subject, arguments.Text("description") ?? context.Question, context.SessionId);
        // The answer's id is the ticket's: however often it is asked for within one answer, there is one.
        var opened = await open(context.ReplyId, context.Asker, wish);
        return opened.Value is { } ticket ? ToolAnswer.Done(ticket) : ToolAnswer.Refused(opened.Refusal!.Reason);
    }
}

/// <summary>What a ticket is opened with: all of it of whoever asks, nothing that only staff may say.</summary>
/// <param name="DeskId">The session's desk.</param>
/// <param name="Subject">What it is about, in one line.</param>
/// <param name="Description">What there is to tell.</param>
/// <param name="SessionId">The session that it comes from.</param>
public sealed record TicketWish(string DeskId, string Subject, string Description, Guid SessionId);

/// <summary>A ticket that was opened.</summary>
/// <param name="Number">What people quote.</param>
/// <param name="Subject">What it is about.</param>
public sealed record OpenedTicket(string Number, string Subject);
