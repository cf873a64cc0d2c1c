using LiveChat.Schedules;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>When desks serve, and messages that are left where nobody does.</summary>
internal static class ScheduleEndpoints
{
    private static readonly Refusal StaffOnly = new(RefusalCode.Forbidden, "This is for a desk's staff.");
    private static readonly Refusal Incomplete = new(RefusalCode.Invalid, "messageId, name, address and text are asked for.");

    public static void MapSchedules(this RouteGroupBuilder api)
    {
        var desk = api.MapGroup("/desks/{id}").WithTags("Schedules");
        desk.MapGet("/schedule", Read).LimitJoins().WithSummary("When a desk serves, who works when, and what is promised; its staff and admins")
            .Produces<WireSchedule>().Refuses(400, 401, 403, 404, 429, 503);
        desk.MapPut("/schedule", Write).ForAdmins().LimitSends().WithSummary("Changes it; admins. 409 when it was changed since the revision")
            .Produces<WireSchedule>().Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        desk.MapPost("/messages", Leave).LimitSends().WithSummary("Leaves a message with a way to answer it; it becomes a ticket")
            .Produces<AwayLeft>(StatusCodes.Status201Created).Refuses(400, 401, 403, 404, 409, 413, 429, 503);
    }

    private static async Task<IResult> Read(string id, HttpContext http, IGrainFactory grains)
    {
        if (!http.Caller().IsStaff) return Problems.From(StaffOnly);
        if (Input.RefuseId(id, "id") is { } refusal) return Problems.From(refusal);
        return await Answer(grains.GetGrain<ISchedule>(id), schedule => schedule.Read(http.Caller()));
    }

    private static async Task<IResult> Write(string id, ScheduleBody body, HttpContext http, IGrainFactory grains, Widgets widgets)
    {
        if (Input.RefuseId(id, "id") is { } refusal) return Problems.From(refusal);
        var wanted = body.ToSchedule(id);
        if (wanted.Value is null) return Problems.From(wanted.Refusal!);
        var answer = await Answer(grains.GetGrain<ISchedule>(id), schedule => schedule.Change(http.Caller(), wanted.Value));
        widgets.Forget(id);
        return answer;
    }

    private static async Task<IResult> Leave(string id, AwayBody body, HttpContext http, IGrainFactory grains)
    {
        if (body is not { MessageId: { } messageId, Name: { } name, Address: { } address, Text: { } text } || messageId == Guid.Empty) return Problems.From(Incomplete);
        if ((Input.RefuseId(id, "id") ?? Input.RefuseNul(name, "name") ?? Input.RefuseNul(address, "address") ?? Input.RefuseNul(text, "text")) is { } refusal) return Problems.From(refusal);
        var left = await grains.GetGrain<IAwayMessage>(messageId).Leave(http.Caller(), new(id, name, address, text, body.SessionId));
        return left.Value is { } ticket ? TypedResults.Created($"/api/tickets/{ticket.TicketId}", AwayLeft.From(ticket)) : Problems.From(left.Refusal!);
    }

    private static async Task<IResult> Answer(ISchedule schedule, Func<ISchedule, Task<Outcome<DeskSchedule>>> ask)
    {
        var outcome = await ask(schedule);
        return outcome.Value is { } found ? TypedResults.Ok(WireSchedule.From(found, await schedule.Opening())) : Problems.From(outcome.Refusal!);
    }
}
