using System.Net.WebSockets;
using LiveChat.Sessions;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Safety;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The plain WebSocket. Who may not know of the session is refused before the upgrade, like any route.</summary>
internal sealed class PlainSocketEndpoint(
    IGrainFactory grains, Sockets sockets, SessionDoor door, SendGate gate, Patiently patiently, Draining draining, RevokedTokens revoked, RateLimits limits, Faults faults, TimeProvider clock)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Routes.PlainSocket + "/{id:guid}", (Guid id, HttpContext http, PlainSocketEndpoint endpoint) => endpoint.Serve(id, http))
            .RequireAuthorization().WithTags("Sessions").WithSummary("The plain WebSocket of a session; its frames stand in docs/protocol.md")
            .Produces(StatusCodes.Status101SwitchingProtocols).Refuses(400, 401, 404, 429, 503);

    private async Task<IResult> Serve(Guid sessionId, HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest) return Problems.From(new(RefusalCode.Invalid, "This address takes WebSockets only."));
        if (draining.Begun) return Problems.From(Draining.Refusal);
        var identity = (CallerIdentity)http.User.Identity!;
        var session = await grains.GetGrain<IChatSession>(sessionId).Read(identity.Caller);
        if (session.Refusal is { } refusal) return Problems.From(refusal);

        using var connection = await http.WebSockets.AcceptWebSocketAsync();
        var socket = new PlainSocket(connection, identity.Caller, limits.ForSocket(identity.Caller.UserId, http.AddressKey()), clock);
        using var expiry = new CancellationTokenSource(UntilExpiry(identity), clock);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, draining.Stopping, http.RequestAborted);
        try
        {
            if (await sockets.Enter(socket) is { } tooMany) await connection.CloseAsync(WebSocketCloseStatus.PolicyViolation, tooMany.Code, ended.Token);
            else if (!revoked.Hold(identity)) await connection.CloseAsync(WebSocketCloseStatus.PolicyViolation, RevokedTokens.Refusal.Code, ended.Token);
            else await new PlainConversation(connection, socket, sessionId, grains, door, gate, patiently, faults, limits.PlainFrames()).Run(() => WhyEnded(expiry), ended.Token);
        }
        finally
        {
            await sockets.Leave(socket);
        }
        return Results.Empty;
    }

    private TimeSpan UntilExpiry(CallerIdentity identity)
    {
        var left = identity.ExpiresAt - clock.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static (WebSocketCloseStatus Status, string Reason) WhyEnded(CancellationTokenSource expiry) => expiry.IsCancellationRequested
        ? (WebSocketCloseStatus.PolicyViolation, "The token has expired.")
        : (WebSocketCloseStatus.EndpointUnavailable, "The server is restarting.");
}
