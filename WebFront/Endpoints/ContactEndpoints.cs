using LiveChat.Contacts;
using LiveChat.Desks;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>People to write to, and a desk's customers.</summary>
internal static class ContactEndpoints
{
    private const int UsualPeople = 20;
    private const int UsualCustomers = 30;
    private const int LongestCursor = 800;

    private static readonly Refusal StaffOnly = new(RefusalCode.Forbidden, "This is for a desk's staff.");
    private static readonly Refusal NoSuchDesk = new(RefusalCode.NotFound, "There is no such desk.");

    public static void MapContacts(this RouteGroupBuilder api)
    {
        api.MapGet("/users", Find).WithTags("People").LimitSearches().WithSummary("People whom the caller may write to or invite, by a part of their name or id")
            .Produces<ContactsFound>().Refuses(400, 401, 413, 429, 503);
        api.MapGet("/desks/{id}/customers", Customers).WithTags("Desks").LimitJoins().WithSummary("Who has talked to a desk, the latest first; its staff and admins")
            .Produces<WireCustomers>().Refuses(400, 401, 403, 404, 429, 503);
    }

    private static async Task<IResult> Find(string? q, int? limit, HttpContext http, IGrainFactory grains)
    {
        if (limit is < 1 or > Contact.MostFound) return Problems.From(new(RefusalCode.Invalid, $"limit is 1 to {Contact.MostFound}."));
        if (Input.RefuseText(q, "q", Contact.LongestText) is { } refusal) return Problems.From(refusal);
        var caller = http.Caller();
        return Answers.Ok(await grains.GetGrain<IContacts>(caller.UserId).Find(caller, q ?? "", limit ?? UsualPeople), found => new ContactsFound(found));
    }

    private static async Task<IResult> Customers(string id, string? next, int? limit, HttpContext http, IGrainFactory grains)
    {
        if (!http.Caller().IsStaff) return Problems.From(StaffOnly);
        if (limit is < 1 or > Contact.MostFound) return Problems.From(new(RefusalCode.Invalid, $"limit is 1 to {Contact.MostFound}."));
        if (Input.RefuseText(next, "next", LongestCursor) is { } refusal) return Problems.From(refusal);
        if (!Array.Exists(await grains.GetGrain<IDesks>(IDesks.All).List(), desk => desk.DeskId == id)) return Problems.From(NoSuchDesk);
        return Answers.Ok(await grains.GetGrain<IDeskCustomers>(id).List(http.Caller(), next, limit ?? UsualCustomers), WireCustomers.From);
    }
}
