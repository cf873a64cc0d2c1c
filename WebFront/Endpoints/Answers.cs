using LiveChat.WebFront.Safety;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Outcomes as REST answers them, and what every route says of its refusals.</summary>
internal static class Answers
{
    /// <summary>200 with the value, or the refusal.</summary>
    public static IResult Ok<T, TWire>(Outcome<T> outcome, Func<T, TWire> wire) where T : class =>
        outcome.Value is { } value ? TypedResults.Ok(wire(value)) : Problems.From(outcome.Refusal!);

    /// <summary>204, or the refusal.</summary>
    public static IResult NoContent(Refusal? refusal) => refusal is null ? TypedResults.NoContent() : Problems.From(refusal);

    /// <summary>Describes refusals by their statuses.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses) route.Produces<ProblemDetails>(status, "application/problem+json");
        return route;
    }
}
