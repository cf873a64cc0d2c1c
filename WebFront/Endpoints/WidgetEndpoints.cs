using System.Collections.Concurrent;
using LiveChat.Desks;
using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Endpoints;

/// <summary>How desks' widgets look: read by every page that has one, written by admins.</summary>
internal static class WidgetEndpoints
{
    private const string HoldsShortly = "public, max-age=10";

    private static readonly Refusal Incomplete = new(RefusalCode.Invalid, "greeting, suggestions, preChat and open are asked for.");

    public static void MapWidgets(this RouteGroupBuilder api)
    {
        var widget = api.MapGroup("/desks/{id}/widget").WithTags("Desks");
        widget.MapGet("", Read).AllowAnonymous().WithSummary("How a desk's widget looks, for anybody")
            .Produces<WireWidget>().Refuses(400, 404, 429, 503);
        widget.MapPut("", Write).ForAdmins().LimitSends().WithSummary("Changes how a desk's widget looks; admins")
            .Produces<WireWidget>().Refuses(400, 401, 403, 404, 413, 429, 503);
    }

    private static async Task<IResult> Read(string id, HttpContext http, Widgets widgets)
    {
        if (Input.RefuseId(id, "id") is { } refusal) return Problems.From(refusal);
        var widget = await widgets.Find(id);
        if (widget.Value is not null) http.Response.Headers.CacheControl = HoldsShortly;
        return Answers.Ok(widget, w => w);
    }

    private static async Task<IResult> Write(string id, WidgetBody body, HttpContext http, Widgets widgets, IGrainFactory grains)
    {
        if (Input.RefuseId(id, "id") is { } refusal) return Problems.From(refusal);
        if (body is not { Greeting: { } greeting, Suggestions: { } suggestions, PreChat: { } preChat, Open: { } open }) return Problems.From(Incomplete);
        var outcome = await grains.GetGrain<IDeskAdmin>(id).SetWidget(http.Caller(), new(body.Accent, greeting, suggestions, preChat, open));
        widgets.Forget(id);
        return outcome.Value is { } widget
            ? TypedResults.Ok(WireWidget.From(widget, await grains.GetGrain<ISchedule>(id).Opening(), 0))
            : Problems.From(outcome.Refusal!);
    }
}

/// <summary>What widgets were told lately: many pages ask for few desks.</summary>
internal sealed class Widgets(IGrainFactory grains, TimeProvider clock)
{
    private const int MostKept = 1000;
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, (Task<Outcome<WireWidget>> Answer, DateTimeOffset At)> _kept = new(StringComparer.Ordinal);

    /// <summary>The desk's widget, not older than five seconds.</summary>
    public Task<Outcome<WireWidget>> Find(string deskId)
    {
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(deskId, out var kept) && now - kept.At < GoodFor && !kept.Answer.IsFaulted && !kept.Answer.IsCanceled) return kept.Answer;
        // Who asks for desks that do not exist must not fill the memory.
        if (_kept.Count >= MostKept) _kept.Clear();
        var answer = Ask(deskId);
        _kept[deskId] = (answer, now);
        return answer;
    }

    /// <summary>A change is seen by the next who asks here.</summary>
    public void Forget(string deskId) => _kept.TryRemove(deskId, out _);

    private async Task<Outcome<WireWidget>> Ask(string deskId)
    {
        var widget = await grains.GetGrain<IDesks>(IDesks.All).Widget(deskId);
        return widget.Value is { } found
            ? WireWidget.From(found, await grains.GetGrain<ISchedule>(deskId).Opening(), await grains.GetGrain<IAgentQueue>(deskId).AgentsOnline())
            : widget.Refusal!;
    }
}
