using LiveChat.Desks;
using LiveChat.Sessions;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Sessions, their history, and sending without a socket.</summary>
internal static class SessionEndpoints
{
    private const int LongestTitle = 200;
    private const int UsualPage = 30;
    private const int LongestPage = 100;
    private const int LongestCursor = 200;

    public static void MapSessions(this RouteGroupBuilder api)
    {
        var chat = api.MapGroup("/chat").WithTags("Sessions");
        chat.MapPost("/session/create", Create).LimitSends().WithSummary("Makes a session; a direct one is found when it is there already")
            .Produces<SessionMade>(StatusCodes.Status201Created).Produces<SessionMade>().Refuses(400, 401, 404, 409, 413, 429, 503);
        chat.MapGet("/sessions", List).LimitJoins().WithSummary("The caller's sessions, newest first, with unread counts")
            .Produces<WireSessionPage>().Refuses(400, 401, 429, 503);
        chat.MapGet("/session/{id:guid}", Read).LimitJoins().WithSummary("One session")
            .Produces<WireSession>().Refuses(401, 404, 429, 503);
        chat.MapPut("/session/{id:guid}", Rename).LimitSends().WithSummary("Changes a session's title")
            .Produces<WireSession>().Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        chat.MapDelete("/session/{id:guid}", Delete).LimitSends().WithSummary("Removes a session; its creator or an admin")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 429, 503);
        chat.MapGet("/session/{id:guid}/history", History).LimitJoins().WithSummary("A part of a session's log, rising by number")
            .Produces<WireHistory>().Refuses(400, 401, 404, 429, 503);
        chat.MapGet("/session/{id:guid}/notes", Notes).LimitJoins().WithSummary("A part of a session's private notes; the desk's staff only")
            .Produces<WireHistory>().Refuses(400, 401, 403, 404, 429, 503);
        chat.MapPost("/message", Send).LimitSends().WithSummary("Says something; answered after it is stored, once for each clientMessageId")
            .Produces<Receipt>().Refuses(400, 401, 403, 404, 409, 413, 422, 429, 503, 504);
    }

    private static async Task<IResult> Create(SessionBody body, HttpContext http, IGrainFactory grains)
    {
        if (Refuse(body) is { } refusal) return Problems.From(refusal);
        var caller = http.Caller();
        if (body.Kind is SessionKind.Direct)
        {
            var found = await grains.GetGrain<IDirectLine>(IDirectLine.KeyOf(caller.UserId, body.Target!)).Open(caller, body.Target!, body.Title);
            // Nothing said yet is as good as new to whoever asks.
            return Answer(found, http, made: found.Value?.Header.LastSeq == 0);
        }
        if (body.Kind is SessionKind.Support && !await IsDesk(grains, body.DeskId!))
            return Problems.From(new(RefusalCode.NotFound, "There is no such desk."));
        var session = grains.GetGrain<IChatSession>(Guid.CreateVersion7());
        var others = Array.ConvertAll(body.Participants ?? [], userId => new SessionMember(userId, "", UserRole.Customer, 0));
        return Answer(await session.Create(caller, new(body.Kind!.Value, body.DeskId, body.Title, others)), http, made: true);
    }

    private static async Task<IResult> List(string? next, int? limit, HttpContext http, IGrainFactory grains)
    {
        if (limit is < 1 or > LongestPage) return Problems.From(new(RefusalCode.Invalid, $"limit is 1 to {LongestPage}."));
        if (Input.RefuseText(next, "next", LongestCursor) is { } refusal) return Problems.From(refusal);
        var page = await grains.GetGrain<ISessionList>(http.Caller().UserId).List(http.Caller(), next, limit ?? UsualPage);
        return Answers.Ok(page, p => new WireSessionPage(Array.ConvertAll(p.Sessions, WireSession.From), p.Next));
    }

    private static async Task<IResult> Read(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await grains.GetGrain<IChatSession>(id).Read(http.Caller()), WireSession.From);

    private static async Task<IResult> Rename(Guid id, TitleBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.Title is not { } title) return Problems.From(new(RefusalCode.Invalid, "title is missing."));
        if (Input.RefuseText(title, "title", LongestTitle) is { } refusal) return Problems.From(refusal);
        return Answers.Ok(await grains.GetGrain<IChatSession>(id).Rename(http.Caller(), title), WireSession.From);
    }

    private static async Task<IResult> Delete(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.NoContent(await grains.GetGrain<IChatSession>(id).Delete(http.Caller()));

    private static Task<IResult> History(Guid id, long? afterSeq, long? beforeSeq, int? limit, HttpContext http, IGrainFactory grains) =>
        Page(id, afterSeq, beforeSeq, limit, range => grains.GetGrain<IChatSession>(id).History(http.Caller(), range));

    private static Task<IResult> Notes(Guid id, long? afterSeq, long? beforeSeq, int? limit, HttpContext http, IGrainFactory grains) =>
        Page(id, afterSeq, beforeSeq, limit, range => grains.GetGrain<IChatSession>(id).Notes(http.Caller(), range));

    private static async Task<IResult> Page(Guid id, long? afterSeq, long? beforeSeq, int? limit, Func<HistoryRange, Task<Outcome<HistoryPage>>> read)
    {
        if (limit is < 1 or > HistoryRange.MostEntries) return Problems.From(new(RefusalCode.Invalid, $"limit is 1 to {HistoryRange.MostEntries}."));
        if (afterSeq is < 0 || beforeSeq is < 1) return Problems.From(new(RefusalCode.Invalid, "afterSeq is 0 or more, beforeSeq 1 or more."));
        if (afterSeq is not null && beforeSeq is not null) return Problems.From(new(RefusalCode.Invalid, "Give afterSeq or beforeSeq, not both."));
        var page = await read(new(afterSeq, beforeSeq, limit ?? HistoryRange.UsualEntries));
        return Answers.Ok(page, p => new WireHistory(id, p.Messages, p.LastSeq, p.LastSeq, p.HasMore));
    }

    private static async Task<IResult> Send(SendBody body, HttpContext http, IGrainFactory grains, SendGate gate, Patiently patiently)
    {
        var outgoing = Outgoing.From(body);
        if (outgoing.Value is not { } message) return Problems.From(outgoing.Refusal!);
        if (gate.Refuse(null) is { } full) return Problems.From(full);
        using var passage = gate.Enter(null);
        var session = grains.GetGrain<IChatSession>(body.SessionId);
        return Answers.Ok(await patiently.Call((session, Caller: http.Caller(), message), static a => a.session.Send(a.Caller, a.message)), receipt => receipt);
    }

    private static Refusal? Refuse(SessionBody body) => body switch
    {
        { Kind: null } => new(RefusalCode.Invalid, "kind is one of assistant, support, direct, group."),
        { Kind: SessionKind.Group } => GroupEndpoints.RefuseIds(body.Participants, "participants") ?? Input.RefuseText(body.Title, "title", LongestTitle),
        { Participants.Length: > 0 } => new(RefusalCode.Invalid, "participants are for a group."),
        { Kind: SessionKind.Support, DeskId: null } => new(RefusalCode.Invalid, "A support session needs a deskId."),
        { Kind: SessionKind.Direct, Target: null } => new(RefusalCode.Invalid, "A direct session needs a target."),
        _ => Input.RefuseId(body.DeskId, "deskId") ?? Input.RefuseId(body.Target, "target") ?? Input.RefuseText(body.Title, "title", LongestTitle),
    };

    private static async Task<bool> IsDesk(IGrainFactory grains, string deskId) =>
        Array.Exists(await grains.GetGrain<IDesks>(IDesks.All).List(), desk => desk.DeskId == deskId);

    private static IResult Answer(Outcome<SessionView> outcome, HttpContext http, bool made)
    {
        if (outcome.Value is not { Header: var header }) return Problems.From(outcome.Refusal!);
        var (scheme, host) = (http.Request.Scheme, http.Request.Host);
        var answer = new SessionMade(
            header.SessionId, header.CreatedAt, $"{scheme}://{host}{Routes.Hub}",
            $"{(http.Request.IsHttps ? "wss" : "ws")}://{host}{Routes.PlainSocket}/{header.SessionId}");
        return made ? TypedResults.Created($"/api/chat/session/{header.SessionId}", answer) : TypedResults.Ok(answer);
    }
}
