using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Metrics;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The operator's look at the process that answers.</summary>
internal static class SystemEndpoint
{
    public static void MapSystem(this RouteGroupBuilder api) =>
        api.MapGet("/admin/system", (LiveState state) => TypedResults.Ok(state.Read())).WithTags("Administration").ForAdmins().LimitJoins()
            .WithSummary("How this process stands now: grains, queues, streams, sockets, log; admins").Produces<WireSystem>().Refuses(401, 403, 429);
}
