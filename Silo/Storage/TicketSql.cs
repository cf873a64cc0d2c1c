using System.Globalization;
using LiveChat.Tickets;

namespace LiveChat.Silo.Storage;

/// <summary>The statements of tickets: 1 is pending, 2 in progress; role 2 is an agent.</summary>
internal sealed class TicketSql(Dialect dialect)
{
    /// <summary>All but the description, which lists leave out.</summary>
    private const string Columns =
        "ticket_id, number, desk_id, subject, status, priority, topic, customer_id, customer_name, contact_address, assignee_id, assignee_name, "
        + "opened_by, session_ids, untold_sessions, due_at, created_at, updated_at, resolved_at, reopened, revision";

    private const string EntryColumns = "seq, happened_at, by_id, by_name, by_role, kind, is_internal, comment_id, content, detail";

    private const string IsOpen = "status in (1, 2)";

    public static string Find { get; } = $"select {Columns}, description from tickets where ticket_id = @ticketId";

    /// <summary>Keeps others from opening until the transaction ends.</summary>
    public static string TakeNumber { get; } = "update ticket_numbers set last_number = last_number + 1 where only_row = 1";

    public static string TakenNumber { get; } = "select last_number from ticket_numbers where only_row = 1";

    public static string Add { get; } = Dialect.Insert("tickets",
        "ticket_id", "number", "desk_id", "subject", "description", "status", "priority", "open_rank", "topic", "customer_id", "customer_name",
        "contact_address", "assignee_id", "assignee_name", "opened_by", "session_ids", "untold_sessions", "due_at", "created_at", "updated_at",
        "resolved_at", "reopened", "revision");

    public static string Update { get; } =
        """
        update tickets set desk_id = @desk_id, subject = @subject, status = @status, priority = @priority, open_rank = @open_rank, topic = @topic,
            assignee_id = @assignee_id, assignee_name = @assignee_name, session_ids = @session_ids, untold_sessions = @untold_sessions,
            due_at = @due_at, updated_at = @updated_at, resolved_at = @resolved_at, reopened = @reopened, revision = @revision
        where ticket_id = @ticket_id and revision = @before
        """;

    public static string AddEntry { get; } = Dialect.Insert("ticket_entries",
        "ticket_id", "seq", "happened_at", "by_id", "by_name", "by_role", "kind", "is_internal", "comment_id", "content", "detail");

    public static string SaveUntold { get; } = "update tickets set untold_sessions = @untold where ticket_id = @ticketId and revision = @revision";

    public static string FindComment { get; } = $"select {EntryColumns} from ticket_entries where ticket_id = @ticketId and comment_id = @commentId";

    public static string Loads { get; } =
        $"""
        select s.user_id, s.name, s.skills,
            (select count(*) from tickets t where t.assignee_id = s.user_id and t.{IsOpen}) as open_tickets,
            (select coalesce(max(t.number), 0) from tickets t where t.assignee_id = s.user_id) as last_number
        from desk_seats s join users u on u.user_id = s.user_id
        where s.desk_id = @deskId and u.role = 2 and u.disabled = 0
        order by s.user_id
        """;

    public static string Desks { get; } = "select desk_id from desks";

    public string Entries { get; } =
        $"""
        select {EntryColumns} from ticket_entries
        where ticket_id = @ticketId and seq > @afterSeq and seq < @beforeSeq order by seq desc {dialect.First("@count")}
        """;

    /// <summary>With every condition that there is, by urgency and by number.</summary>
    public string ListOpen => List("a", new() { CustomerId = "a", AssigneeId = "a", Open = true, Status = TicketStatus.Pending, Text = "a" });

    public string ListNewest => List("a", new() { CustomerId = "a", AssigneeId = "", Status = TicketStatus.Closed, Text = "1" });

    /// <summary>What is not asked for is left out, so that each index serves where it can.</summary>
    public string List(string? deskId, TicketQuery query)
    {
        var (conditions, order) = (new List<string>(), query.Open ? "open_rank" : "number desc");
        if (deskId is not null) conditions.Add("desk_id = @deskId");
        if (query.CustomerId is not null) conditions.Add("customer_id = @customerId");
        if (query.AssigneeId is not null) conditions.Add(query.AssigneeId.Length > 0 ? "assignee_id = @assigneeId" : "assignee_id is null");
        if (query.Open) conditions.Add(IsOpen);
        if (query.Status is { } status) conditions.Add(string.Create(CultureInfo.InvariantCulture, $"status = {(int)status}"));
        if (NumberOf(query.Text) is not null) conditions.Add("number = @number");
        conditions.Add(query.Open ? "open_rank > @position" : "number < @position");
        var from = $"from tickets where {string.Join(" and ", conditions)} order by {order}";
        if (query.Text is null || NumberOf(query.Text) is not null) return $"select {Columns} {from} {dialect.First("@count")}";
        return $"""
            select {Columns} from (select {Columns}, open_rank {from} {dialect.First("@window")}) t
            where lower(subject) like @pattern escape '!' or lower(customer_name) like @pattern escape '!' or customer_id = @words
            order by {order} {dialect.First("@count")}
            """;
    }

    /// <summary>The number that a text is, with or without its sign; null for other words.</summary>
    public static long? NumberOf(string? text) =>
        text is not null && long.TryParse(text.AsSpan().Trim().TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
