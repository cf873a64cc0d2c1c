using LiveChat.Accounts;
using LiveChat.Desks;
using LiveChat.Reports;
using LiveChat.Sessions;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>What admins see and change: sessions, users, desks, the wall. The trail stands in <see cref="AuditEndpoints"/>.</summary>
internal static class AdminEndpoints
{
    private const int LongestText = 80;
    private const int LongestCursor = 400;
    private const int UsualPage = 50;

    private static readonly Refusal NoCredentials = new(RefusalCode.Invalid, "username, password and role are asked for.");
    private static readonly Refusal NoSeat = new(RefusalCode.Invalid, "A member has a userId and a capacity.");

    public static void MapAdmin(this RouteGroupBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Administration").ForAdmins();
        admin.MapGet("/sessions", Sessions).LimitJoins().WithSummary("Everybody's sessions, the newest made first; admins")
            .Produces<WireSessionPage>().Refuses(400, 401, 403, 413, 429, 503);
        admin.MapGet("/users", Users).LimitJoins().WithSummary("Everybody who has an account, newest first; admins")
            .Produces<WireAccountPage>().Refuses(400, 401, 403, 413, 429, 503);
        admin.MapPost("/users", CreateUser).LimitSends().WithSummary("Makes an account with a role; admins")
            .Produces<WireAccount>(StatusCodes.Status201Created).Refuses(400, 401, 403, 409, 413, 429, 503);
        admin.MapPut("/users/{id}", ChangeUser).LimitSends().WithSummary("Changes a user's name, role, password, or shuts the user out; admins")
            .Produces<WireAccount>().Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        admin.MapGet("/desks", AllDesks).LimitJoins().WithSummary("All desks with their members; admins")
            .Produces<WireDesks>().Refuses(401, 403, 429, 503);
        admin.MapPost("/desks", CreateDesk).LimitSends().WithSummary("Makes a desk; admins")
            .Produces<WireDesk>(StatusCodes.Status201Created).Refuses(400, 401, 403, 409, 413, 429, 503);
        admin.MapPut("/desks/{id}", ChangeDesk).LimitSends().WithSummary("Changes a desk's name and members; admins")
            .Produces<WireDesk>().Refuses(400, 401, 403, 404, 413, 429, 503);
        api.MapGet("/reports/wall", ReadWall).WithTags("Reports").ForAdmins().LimitJoins().WithSummary("Every desk at this moment and its day so far; admins")
            .Produces<Wall>().Refuses(401, 403, 429, 503);
    }

    private static async Task<IResult> Sessions(
        string? kind, string? status, string? deskId, string? q, string? after, int? limit, HttpContext http, IGrainFactory grains)
    {
        var noKind = Input.RefuseWord<SessionKind>(Given(kind), "kind", out var wantedKind);
        var noStatus = Input.RefuseWord<SessionStatus>(Given(status), "status", out var wantedStatus);
        if ((Refuse(q, after) ?? Input.RefuseId(Given(deskId), "deskId") ?? noKind ?? noStatus) is { } refusal) return Problems.From(refusal);
        var filter = new SessionFilter(wantedKind, wantedStatus, Given(deskId), Given(q));
        var page = await grains.GetGrain<ISessionList>(http.Caller().UserId).All(http.Caller(), filter, after, limit ?? UsualPage);
        return Answers.Ok(page, p => new WireSessionPage(Array.ConvertAll(p.Sessions, view => WireSession.From(view.Header, null, view.Members)), p.Next));
    }

    private static async Task<IResult> Users(string? q, string? role, bool? disabled, string? after, int? limit, HttpContext http, IGrainFactory grains)
    {
        var noRole = Input.RefuseWord<UserRole>(Given(role), "role", out var wanted);
        if ((Refuse(q, after) ?? noRole) is { } refusal) return Problems.From(refusal);
        var page = await UserAdmin(grains).List(http.Caller(), new(Given(q), wanted, disabled), after, limit ?? UsualPage);
        return Answers.Ok(page, p => new WireAccountPage(Array.ConvertAll(p.Accounts, WireAccount.From), p.Next));
    }

    private static async Task<IResult> CreateUser(AccountBody body, HttpContext http, IGrainFactory grains)
    {
        if (body is not { Username: { } username, Password: { } password, Role: { } role }) return Problems.From(NoCredentials);
        var outcome = await UserAdmin(grains).Create(http.Caller(), new(username.ToLowerInvariant(), password, body.DisplayName, role));
        return outcome.Value is { } account
            ? TypedResults.Created($"/api/admin/users/{account.UserId}", WireAccount.From(account))
            : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> ChangeUser(string id, AccountChangeBody body, HttpContext http, IGrainFactory grains)
    {
        if (Input.RefuseId(id, "id") is { } refusal) return Problems.From(refusal);
        return Answers.Ok(await UserAdmin(grains).Change(http.Caller(), id, new(body.DisplayName, body.Role, body.Disabled, body.Password)), WireAccount.From);
    }

    private static async Task<IResult> AllDesks(HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await grains.GetGrain<IDesks>(IDesks.All).Setups(http.Caller()), desks => new WireDesks(Array.ConvertAll(desks.Desks, WireDesk.From)));

    private static async Task<IResult> CreateDesk(DeskBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.DeskId is not { } deskId) return Problems.From(new(RefusalCode.Invalid, "deskId is asked for."));
        if ((Input.RefuseId(deskId, "deskId") ?? Refuse(body)) is { } refusal) return Problems.From(refusal);
        var outcome = await grains.GetGrain<IDeskAdmin>(deskId).Create(http.Caller(), Draft(body));
        return outcome.Value is { } desk
            ? TypedResults.Created($"/api/admin/desks/{desk.DeskId}", WireDesk.From(desk))
            : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> ChangeDesk(string id, DeskBody body, HttpContext http, IGrainFactory grains)
    {
        if ((Input.RefuseId(id, "id") ?? Refuse(body)) is { } refusal) return Problems.From(refusal);
        return Answers.Ok(await grains.GetGrain<IDeskAdmin>(id).Change(http.Caller(), Draft(body)), WireDesk.From);
    }

    private static async Task<IResult> ReadWall(HttpContext http, IGrainFactory grains) =>
        Answers.Ok(await grains.GetGrain<IWall>(IWall.All).Read(http.Caller()), wall => wall);

    private static DeskDraft Draft(DeskBody body) =>
        new(body.Name, body.Members is { } members ? Array.ConvertAll(members, seat => new MemberDraft(seat!.UserId!, seat.Capacity!.Value, seat.Skills ?? [])) : null);

    private static Refusal? Refuse(DeskBody body)
    {
        foreach (var seat in body.Members ?? [])
        {
            if (seat is not { UserId: not null, Capacity: not null } || (seat.Skills is { } skills && Array.Exists(skills, skill => skill is null))) return NoSeat;
            if (Input.RefuseId(seat.UserId, "userId") is { } refusal) return refusal;
        }
        return null;
    }

    private static Refusal? Refuse(string? q, string? after) => Input.RefuseText(q, "q", LongestText) ?? Input.RefuseText(after, "after", LongestCursor);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static IUserAdmin UserAdmin(IGrainFactory grains) => grains.GetGrain<IUserAdmin>(IUserAdmin.All);
}
