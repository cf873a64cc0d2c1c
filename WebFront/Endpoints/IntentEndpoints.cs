using LiveChat.Intents;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The examples by which intents are recognised, what follows of each, and a place to try it; admins.</summary>
internal static class IntentEndpoints
{
    private const int LongestTrial = 4_000;

    public static void MapIntents(this RouteGroupBuilder api)
    {
        var intents = api.MapGroup("/admin/intents").ForAdmins().WithTags("Intents");
        intents.MapGet("", List).LimitJoins().WithSummary("All examples of what customers want, by intent and language; admins")
            .Produces<IntentExampleList>().Refuses(401, 403, 429, 503);
        intents.MapPost("", Add).LimitSends().WithSummary("Writes a new example; admins")
            .Produces<IntentExample>(StatusCodes.Status201Created).Refuses(400, 401, 403, 409, 413, 429, 503);
        intents.MapPut("/{id:guid}", Change).LimitSends().WithSummary("Changes an example; admins")
            .Produces<IntentExample>().Refuses(400, 401, 403, 404, 409, 413, 429, 503);
        intents.MapDelete("/{id:guid}", Remove).LimitSends().WithSummary("Removes an example; admins")
            .Produces(StatusCodes.Status204NoContent).Refuses(401, 403, 404, 429, 503);
        intents.MapGet("/rules", Rules).LimitJoins().WithSummary("What follows of each intent, and from which confidence on; admins")
            .Produces<IntentRuleList>().Refuses(401, 403, 429, 503);
        intents.MapPut("/rules", SetRules).LimitSends().WithSummary("Sets what follows of some intents; admins")
            .Produces<IntentRuleList>().Refuses(400, 401, 403, 429, 503);
        intents.MapPost("/try", Try).LimitJoins().WithSummary("What a text would be taken to want, and the examples that decide; admins")
            .Produces<IntentTrial>().Refuses(400, 401, 403, 413, 429, 503);
    }

    private static async Task<IResult> List(HttpContext http, IGrainFactory grains) => Answers.Ok(await All(grains).List(http.Caller()), list => list);

    private static async Task<IResult> Add(IntentBody body, HttpContext http, IGrainFactory grains)
    {
        var draft = DraftOf(body);
        if (draft.Value is null) return Problems.From(draft.Refusal!);
        var outcome = await All(grains).Add(http.Caller(), draft.Value);
        return outcome.Value is { } example ? TypedResults.Created($"/api/admin/intents/{example.ExampleId}", example) : Problems.From(outcome.Refusal!);
    }

    private static async Task<IResult> Change(Guid id, IntentBody body, HttpContext http, IGrainFactory grains)
    {
        var draft = DraftOf(body);
        return draft.Value is null ? Problems.From(draft.Refusal!) : Answers.Ok(await All(grains).Change(http.Caller(), id, draft.Value), example => example);
    }

    private static async Task<IResult> Remove(Guid id, HttpContext http, IGrainFactory grains) =>
        Answers.NoContent(await All(grains).Remove(http.Caller(), id));

    private static async Task<IResult> Rules(HttpContext http, IGrainFactory grains) => Answers.Ok(await All(grains).Rules(http.Caller()), list => list);

    private static async Task<IResult> SetRules(IntentRulesBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.Rules is not { } given) return Problems.From(NoRules);
        var rules = given.OfType<IntentRuleBody>().Where(rule => rule is { Intent: not null, Route: not null, Threshold: not null })
            .Select(rule => new IntentRule(rule.Intent!.Value, rule.Route!.Value, rule.Threshold!.Value)).ToArray();
        return rules.Length < given.Length ? Problems.From(NoRules) : Answers.Ok(await All(grains).SetRules(http.Caller(), rules), list => list);
    }

    private static Refusal NoRules { get; } = new(RefusalCode.Invalid, "rules are asked for, each with intent, route and threshold.");

    private static async Task<IResult> Try(TrialBody body, HttpContext http, IGrainFactory grains)
    {
        if (body.Text is not { } text) return Problems.From(new(RefusalCode.Invalid, "text is asked for."));
        if (Input.RefuseText(text, "text", LongestTrial) is { } refusal) return Problems.From(refusal);
        return Answers.Ok(await All(grains).Try(http.Caller(), text), trial => trial);
    }

    private static Outcome<IntentExampleDraft> DraftOf(IntentBody body)
    {
        if (body is not { Intent: { } intent, Language: { } language, Text: { } text }) return new Refusal(RefusalCode.Invalid, "intent, language and text are asked for.");
        return Input.RefuseNul(text, "text") is { } refusal ? refusal : new IntentExampleDraft(intent, language, text);
    }

    private static IIntents All(IGrainFactory grains) => grains.GetGrain<IIntents>(IIntents.All);
}
