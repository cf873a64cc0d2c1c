using System.Globalization;
using LiveChat.Tickets;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Tickets: customers have their own, staff those of their desks, admins all.</summary>
internal static class TicketEndpoints
{
    private const int LongestText = 80;
    private const int LongestCursor = 40;

    private static readonly Refusal NoPrecondition = new(RefusalCode.Invalid, "Send If-Match with the ETag that reading the ticket answered, so that nobody's change is lost.");
    private static readonly Refusal NoETag = new(RefusalCode.Invalid, "If-Match is one ETag of the ticket, such as \"3\".");

    public static void MapTickets(this RouteGroupBuilder api)
    {
        var tickets = api.MapGroup("/tickets").WithTags("Tickets");
        tickets.MapGet("", List).LimitJoins().WithSummary("Tickets that the caller may know of: with open=true the most pressing first, else the newest first")
            .Produces<WireTicketPage>().Refuses(400, 401, 403, 413, 429, 503);
        tickets.MapPost("", Open).LimitSends().WithSummary("Opens a ticket, once for each ticketId")
            .Produces<WireTicket>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        tickets.MapGet("/{id:guid}", Read).LimitJoins().WithSummary("A ticket with its comments and its history; the ETag is its revision")
            .Produces<WireTicketView>().Refuses(400, 401, 404, 429, 503);
        tickets.MapPut("/{id:guid}", Change).LimitSends().WithSummary("Changes a ticket as it was read (If-Match); a conflict names what has changed since")
            .Produces<WireTicket>().Refuses(400, 401, 403, 404, 409, 413, 428, 429, 503);
        tickets.MapPost("/{id:guid}/comments", Comment).LimitSends().WithSummary("Comments on a ticket, once for each commentId; internal ones are the staff's")
            .Produces<WireComment>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        tickets.MapPost("/{id:guid}/sessions", Link).LimitSends().WithSummary("Ties a conversation of the customer to a ticket")
            .Produces<WireTicket>().Refuses(400, 401, 404, 429, 503);
    }

    private static async Task<IResult> List(
        string? deskId, string? customerId, string? assigneeId, string? status, bool? open, string? q, string? next, int? limit, HttpContext http, IGrainFactory grains)
    {
        var noStatus = Input.RefuseWord<TicketStatus>(Input.Given(status), "status", out var wanted);
        if ((Input.RefuseId(Input.Given(deskId), "deskId") ?? Input.RefuseId(Input.Given(customerId), "customerId") ?? Input.RefuseId(Input.Given(assigneeId), "assigneeId")
            ?? Input.RefuseText(q, "q", LongestText) ?? Input.RefuseText(next, "next", LongestCursor) ?? noStatus) is { } refusal) return Problems.From(refusal);
        var page = await grains.GetGrain<ITickets>(ITickets.All).List(http.Caller(), new()
        {
            DeskId = Input.Given(deskId),
            CustomerId = Input.Given(customerId),
            AssigneeId = assigneeId is "none" ? "" : Input.Given(assigneeId),
            Status = wanted,
            Open = open ?? false,
            Text = Input.Given(q)?.Trim(),
            Next = next,
            Limit = limit ?? TicketQuery.UsualTickets,
        });
        return Answers.Ok(page, found => new WireTicketPage(Array.ConvertAll(found.Tickets, WireTicket.From), found.Next));
    }

    private static async Task<IResult> Open(TicketBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.Subject is not { } subject) return Problems.From(new(RefusalCode.Invalid, "subject is asked for."));
        if (Refuse(body) is { } refusal) return Problems.From(refusal);
        var id = body.TicketId ?? Guid.CreateVersion7();
        var outcome = await grains.GetGrain<ITicket>(id).Open(http.Caller(), new(
            body.DeskId ?? "", subject, body.Description ?? "", body.Priority ?? TicketPriority.Normal, body.SessionId, body.CustomerId)
        {
            Topic = body.Topic,
            ContactName = body.ContactName,
            ContactAddress = body.ContactAddress,
            DueAt = body.DueAt,
            AssigneeId = Input.Given(body.AssigneeId),
        });
        if (outcome.Value is not { } ticket) return Problems.From(outcome.Refusal!);
        Tag(http, ticket);
        return TypedResults.Created($"/api/tickets/{id}", WireTicket.From(ticket));
    }

    private static async Task<IResult> Read(Guid id, long? beforeSeq, int? limit, HttpContext http, IGrainFactory grains)
    {
        var outcome = await grains.GetGrain<ITicket>(id).Read(http.Caller(), new(beforeSeq, limit ?? TicketRange.MostEntries));
        if (outcome.Value is not { } view) return Problems.From(outcome.Refusal!);
        Tag(http, view.Ticket);
        return TypedResults.Ok(WireTicketView.From(view));
    }

    private static async Task<IResult> Change(
        Guid id, [FromHeader(Name = "If-Match")] string? ifMatch, TicketChangeBody body, HttpContext http, IGrainFactory grains)
    {
        if (string.IsNullOrEmpty(ifMatch)) return Problems.From(NoPrecondition, StatusCodes.Status428PreconditionRequired);
        if (RevisionOf(ifMatch) is not { } revision) return Problems.From(NoETag);
        if (((body.AssigneeId is "" ? null : Input.RefuseId(body.AssigneeId, "assigneeId")) ?? Input.RefuseId(body.DeskId, "deskId")) is { } refusal) return Problems.From(refusal);
        var answer = await grains.GetGrain<ITicket>(id).Change(http.Caller(), revision, new()
        {
            Status = body.Status,
            Priority = body.Priority,
            AssigneeId = body.AssigneeId,
            AutoAssign = body.AutoAssign ?? false,
            DueAt = body.DueAt,
            NoDueAt = body.NoDueAt ?? false,
            Subject = body.Subject,
            Topic = body.Topic,
            DeskId = body.DeskId,
        });
        if (answer is { Refusal: { } stale, Ticket: { } current }) return Conflict(http, stale, current, answer.Since);
        if (answer.Ticket is not { } ticket) return Problems.From(answer.Refusal!);
        Tag(http, ticket);
        return TypedResults.Ok(WireTicket.From(ticket));
    }

    private static async Task<IResult> Comment(Guid id, CommentBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.Content is not { } content) return Problems.From(new(RefusalCode.Invalid, "content is asked for."));
        var outcome = await grains.GetGrain<ITicket>(id).Comment(http.Caller(), new(body.CommentId ?? Guid.CreateVersion7(), content, body.Internal ?? false));
        return outcome.Value is { } entry ? TypedResults.Created($"/api/tickets/{id}", WireComment.From(entry)) : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> Link(Guid id, TicketSessionBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.SessionId is not { } sessionId) return Problems.From(new(RefusalCode.Invalid, "sessionId is asked for."));
        var outcome = await grains.GetGrain<ITicket>(id).Link(http.Caller(), sessionId);
        if (outcome.Value is { } ticket) Tag(http, ticket);
        return Answers.Ok(outcome, WireTicket.From);
    }

    /// <summary>What has changed since the caller read it, with what it is now, and who did it when.</summary>
    private static IResult Conflict(HttpContext http, Refusal refusal, Ticket current, TicketEntry[] since)
    {
        var changed = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var change in since.SelectMany(entry => entry.Changes)) changed[change.Field] = change.To;
        foreach (var entry in since.Where(entry => entry.Kind is TicketEntryKind.Commented)) changed["comments"] = entry.Content;
        foreach (var entry in since.Where(entry => entry.Kind is TicketEntryKind.Linked)) changed["sessionIds"] = string.Join(' ', current.SessionIds);
        Tag(http, current);
        return Problems.From(refusal, ("revision", current.Revision), ("changed", changed), ("since", Array.ConvertAll(since, WireTicketEntry.From)));
    }

    private static void Tag(HttpContext http, Ticket ticket) =>
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{ticket.Revision}\"");

    /// <summary>The revision that an ETag of ours names; null for anything else.</summary>
    private static long? RevisionOf(string tag) =>
        tag is ['"', _, .., '"'] && long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : null;

    private static Refusal? Refuse(TicketBody body) =>
        body.TicketId == Guid.Empty ? new(RefusalCode.Invalid, "ticketId must be a UUID of your own making.")
        : Input.RefuseId(Input.Given(body.DeskId), "deskId") ?? Input.RefuseId(body.CustomerId, "customerId") ?? Input.RefuseId(Input.Given(body.AssigneeId), "assigneeId");
}
