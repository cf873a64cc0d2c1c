using LiveChat.Knowledge;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>What was asked and not answered.</summary>
internal static class UnansweredEndpoints
{
    private const int UsualQuestions = 100;

    public static void MapUnanswered(this RouteGroupBuilder knowledge)
    {
        var unanswered = knowledge.MapGroup("/unanswered");
        unanswered.MapGet("", List).LimitJoins().WithSummary("Questions that the assistant could not answer, what was asked most often first, or what was asked last; staff")
            .Produces<WireUnanswered>().Refuses(400, 401, 403, 429, 503);
        unanswered.MapPut("/{id:guid}", Settle).LimitSends().WithSummary("Puts a question aside (dismissed), or takes it up again (open); staff")
            .Produces(StatusCodes.Status204NoContent).Refuses(400, 401, 403, 404, 429, 503);
    }

    private static async Task<IResult> List(string? state, string? order, int? limit, HttpContext http, IGrainFactory grains)
    {
        var noState = Input.RefuseWord<UnansweredState>(Input.Given(state), "state", out var wanted);
        var noOrder = Input.RefuseWord<UnansweredOrder>(Input.Given(order), "order", out var first);
        if ((noState ?? noOrder) is { } refusal) return Problems.From(refusal);
        var caller = http.Caller();
        var list = await Unanswered(grains).List(caller, wanted ?? UnansweredState.Open, first ?? UnansweredOrder.Often, limit ?? UsualQuestions);
        return Answers.Ok(list, found => new WireUnanswered(Array.ConvertAll(found.Questions, question => WireQuestion.For(caller, question))));
    }

    private static async Task<IResult> Settle(Guid id, QuestionBody body, HttpContext http, IGrainFactory grains) => body.State is { } state
        ? Answers.NoContent(await Unanswered(grains).Settle(http.Caller(), id, state))
        : Problems.From(new(RefusalCode.Invalid, "state is asked for: open or dismissed."));

    private static IUnanswered Unanswered(IGrainFactory grains) => grains.GetGrain<IUnanswered>(IUnanswered.All);
}
