using LiveChat.Desks;
using LiveChat.Queues;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Desks and who waits at them.</summary>
internal static class DeskEndpoints
{
    private static readonly Refusal StaffOnly = new(RefusalCode.Forbidden, "This is for a desk's staff.");
    private static readonly Refusal NoSuchDesk = new(RefusalCode.NotFound, "There is no such desk.");

    public static void MapDesks(this RouteGroupBuilder api)
    {
        var desks = api.MapGroup("/desks").WithTags("Desks");
        desks.MapGet("", List).LimitJoins().WithSummary("All desks, by name")
            .Produces<AllDesks>().Refuses(401, 429, 503);
        desks.MapGet("/{id}/queue", Queue).LimitJoins().WithSummary("Who waits at a desk (with after, behind that session) and who works there; its staff and admins")
            .Produces<DeskSnapshot>().Refuses(401, 403, 404, 429, 503);
    }

    private static async Task<IResult> List(IGrainFactory grains) => TypedResults.Ok(new AllDesks(await Desks(grains).List()));

    private static async Task<IResult> Queue(string id, Guid? after, HttpContext http, IGrainFactory grains)
    {
        if (!http.Caller().IsStaff) return Problems.From(StaffOnly);
        if (!Array.Exists(await Desks(grains).List(), desk => desk.DeskId == id)) return Problems.From(NoSuchDesk);
        var queue = grains.GetGrain<IAgentQueue>(id);
        return Answers.Ok(await (after is { } last ? queue.Behind(http.Caller(), last) : queue.Snapshot(http.Caller())), desk => desk);
    }

    private static IDesks Desks(IGrainFactory grains) => grains.GetGrain<IDesks>(IDesks.All);
}
