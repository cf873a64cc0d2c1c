using LiveChat.Sessions;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Who is in a session, what they may do there, and who has read what.</summary>
internal static class GroupEndpoints
{
    private const int LongestId = 128;

    public static void MapGroups(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/chat/session/{id:guid}").WithTags("Groups");
        session.MapGet("/participants", Members).LimitJoins().WithSummary("Who is in a session, by user id")
            .Produces<MemberPage>().Refuses(400, 401, 404, 429, 503);
        session.MapPost("/participants", Invite).LimitSends().WithSummary("Asks people into a group; its owners and admins, and only people whom they may find")
            .Produces<WireSession>().Refuses(400, 401, 403, 404, 409, 429, 503);
        session.MapPut("/participants/{userId}", SetRole).LimitSends().WithSummary("Changes what somebody may do in a group; its owners")
            .Produces<WireSession>().Refuses(400, 401, 403, 404, 409, 429, 503);
        session.MapDelete("/participants/{userId}", Remove).LimitSends().WithSummary("Takes somebody out of a group, or leaves it oneself")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 409, 429, 503);
        session.MapGet("/receipts", Receipts).LimitJoins().WithSummary("Who has read an entry, of those who were there when it was written")
            .Produces<ReadReceipts>().Refuses(400, 401, 404, 429, 503);
    }

    /// <summary>The form of people's ids, as they come in.</summary>
    public static Refusal? RefuseIds(string[]? userIds, string field)
    {
        if (userIds is not { Length: > 0 and <= MemberPage.MostInvited }) return new(RefusalCode.Invalid, $"{field} names 1 to {MemberPage.MostInvited} people.");
        foreach (var userId in userIds)
        {
            if (userId is null || Input.RefuseId(userId, field) is not null) return new(RefusalCode.Invalid, $"{field} holds what is not an id.");
        }
        return null;
    }

    private static async Task<IResult> Members(Guid id, string? after, int? limit, HttpContext http, IGrainFactory grains)
    {
        if (Input.RefuseText(after, "after", LongestId) is { } refusal) return Problems.From(refusal);
        return Answers.Ok(await Session(grains, id).Members(http.Caller(), after, limit ?? MemberPage.MostMembers), page => page);
    }

    private static async Task<IResult> Invite(Guid id, InviteBody body, HttpContext http, IGrainFactory grains)
    {
        if (RefuseIds(body.UserIds, "userIds") is { } refusal) return Problems.From(refusal);
        return Answers.Ok(await Session(grains, id).Invite(http.Caller(), body.UserIds!), WireSession.From);
    }

    private static async Task<IResult> SetRole(Guid id, string userId, RoleBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.Role is not { } role) return Problems.From(new(RefusalCode.Invalid, "role is one of owner, admin, member."));
        return Answers.Ok(await Session(grains, id).SetRole(http.Caller(), userId, role), WireSession.From);
    }

    private static async Task<IResult> Remove(Guid id, string userId, HttpContext http, IGrainFactory grains) =>
        Answers.NoContent(await Session(grains, id).RemoveMember(http.Caller(), userId));

    private static async Task<IResult> Receipts(Guid id, long? seq, HttpContext http, IGrainFactory grains)
    {
        if (seq is not { } entry) return Problems.From(new(RefusalCode.Invalid, "seq, the number of an entry, is missing."));
        return Answers.Ok(await Session(grains, id).Receipts(http.Caller(), entry), receipts => receipts);
    }

    private static IChatSession Session(IGrainFactory grains, Guid id) => grains.GetGrain<IChatSession>(id);
}
