using System.Text.Json;
using LiveChat.Silo.Storage.Log;
using LiveChat.Tickets;

namespace LiveChat.Silo.Storage;

/// <summary>A ticket as it stands in a row.</summary>
internal sealed class TicketRow
{
    private const int RankBits = 40;

    public Guid TicketId { get; init; }

    public long Number { get; init; }

    public string DeskId { get; init; } = "";

    public string Subject { get; init; } = "";

    public string? Description { get; init; }

    public int Status { get; init; }

    public int Priority { get; init; }

    public string? Topic { get; init; }

    public string CustomerId { get; init; } = "";

    public string CustomerName { get; init; } = "";

    public string? ContactAddress { get; init; }

    public string? AssigneeId { get; init; }

    public string? AssigneeName { get; init; }

    public string OpenedBy { get; init; } = "";

    public string SessionIds { get; init; } = "[]";

    public string UntoldSessions { get; init; } = "[]";

    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public int Reopened { get; init; }

    public long Revision { get; init; }

    /// <summary>Its place among what is open: the most pressing first, then the oldest. No two have the same.</summary>
    public static long RankOf(Ticket ticket) => ((long)(TicketPriority.Urgent - ticket.Priority) << RankBits) + ticket.Number;

    public static object Of(StoredTicket stored, long before)
    {
        var ticket = stored.Ticket;
        return new
        {
            ticket_id = ticket.TicketId,
            number = ticket.Number,
            desk_id = ticket.DeskId,
            subject = ticket.Subject,
            description = ticket.Description ?? "",
            status = (int)ticket.Status,
            priority = (int)ticket.Priority,
            open_rank = RankOf(ticket),
            topic = ticket.Topic,
            customer_id = ticket.CustomerId,
            customer_name = ticket.CustomerName,
            contact_address = ticket.ContactAddress,
            assignee_id = ticket.AssigneeId,
            assignee_name = ticket.AssigneeName,
            opened_by = stored.OpenedById,
            session_ids = Text(ticket.SessionIds),
            untold_sessions = Text(stored.Untold),
            due_at = ticket.DueAt,
            created_at = ticket.CreatedAt,
            updated_at = ticket.UpdatedAt,
            resolved_at = ticket.ResolvedAt,
            reopened = ticket.Reopened,
            revision = ticket.Revision,
            before,
        };
    }

    public static string Text(Guid[] ids) => JsonSerializer.Serialize(ids, StoredJson.Default.GuidArray);

    public StoredTicket ToStored() => new(ToTicket(), OpenedBy, Ids(UntoldSessions));

    public Ticket ToTicket() => new()
    {
        TicketId = TicketId,
        Number = Number,
        DeskId = DeskId,
        Subject = Subject,
        Description = Description,
        Status = (TicketStatus)Status,
        Priority = (TicketPriority)Priority,
        Topic = Topic,
        CustomerId = CustomerId,
        CustomerName = CustomerName,
        ContactAddress = ContactAddress,
        AssigneeId = AssigneeId,
        AssigneeName = AssigneeName,
        SessionIds = Ids(SessionIds),
        DueAt = DueAt,
        CreatedAt = CreatedAt,
        UpdatedAt = UpdatedAt,
        ResolvedAt = ResolvedAt,
        Reopened = Reopened,
        Revision = Revision,
    };

    private static Guid[] Ids(string column) => JsonSerializer.Deserialize(column, StoredJson.Default.GuidArray) ?? [];
}

/// <summary>An entry of a ticket's record as it stands in a row.</summary>
internal sealed class TicketEntryRow
{
    public long Seq { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public string ById { get; init; } = "";

    public string ByName { get; init; } = "";

    public int ByRole { get; init; }

    public int Kind { get; init; }

    public int IsInternal { get; init; }

    public Guid? CommentId { get; init; }

    public string? Content { get; init; }

    public string? Detail { get; init; }

    public static object Of(Guid ticketId, TicketEntry entry) => new
    {
        ticket_id = ticketId,
        seq = entry.Seq,
        happened_at = entry.At,
        by_id = entry.ById,
        by_name = entry.ByName,
        by_role = (int)entry.ByRole,
        kind = (int)entry.Kind,
        is_internal = entry.Internal ? 1 : 0,
        comment_id = entry.CommentId,
        content = entry.Content,
        detail = entry is { Changes.Length: 0, SessionId: null, Choice: null } ? null
            : JsonSerializer.Serialize(new(entry.Changes, entry.SessionId, entry.Choice), StoredJson.Default.TicketEntryDetail),
    };

    public TicketEntry ToEntry()
    {
        var detail = Detail is null ? null : JsonSerializer.Deserialize(Detail, StoredJson.Default.TicketEntryDetail);
        return new(Seq, HappenedAt, ById, ByName, (UserRole)ByRole, (TicketEntryKind)Kind, detail?.Changes ?? [])
        {
            Content = Content,
            Internal = IsInternal != 0,
            CommentId = CommentId,
            SessionId = detail?.SessionId,
            Choice = detail?.Choice,
        };
    }
}

/// <summary>What few entries of a ticket's record have.</summary>
internal sealed record TicketEntryDetail(FieldChange[] Changes, Guid? SessionId, TicketChoice? Choice);
