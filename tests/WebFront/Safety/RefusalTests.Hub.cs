using System.Net;
using System.Reflection;
using LiveChat.Tests;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Safety;

// The hub's methods.
public partial class RefusalTests
{
    /// <summary>What each hub method says to somebody who is not in the session, and to a visitor where it is for staff.</summary>
    private static readonly Dictionary<string, (string? Stranger, string? Visitor, object?[] More)> Methods = new(StringComparer.Ordinal)
    {
        [nameof(ChatHub.Join)] = ("NOT_FOUND", null, [null]),
        [nameof(ChatHub.Leave)] = (null, null, []),
        [nameof(ChatHub.Send)] = ("NOT_FOUND", null, []),
        [nameof(ChatHub.Typing)] = ("NOT_FOUND", null, [true]),
        [nameof(ChatHub.MarkRead)] = ("NOT_FOUND", null, [1]),
        [nameof(ChatHub.Recall)] = ("NOT_FOUND", null, [1]),
        [nameof(ChatHub.React)] = ("NOT_FOUND", null, [1, "👍", true]),
        [nameof(ChatHub.Rate)] = ("NOT_FOUND", null, [new { score = 5 }]),
        [nameof(ChatHub.StopReply)] = ("NOT_FOUND", null, []),
        [nameof(ChatHub.RetryReply)] = ("NOT_FOUND", null, []),
        [nameof(ChatHub.RequestHuman)] = ("NOT_FOUND", null, [new { }]),
        [nameof(ChatHub.CancelRequest)] = ("NOT_FOUND", null, []),
        [nameof(ChatHub.Close)] = ("NOT_FOUND", null, [new { }]),
        [nameof(ChatHub.SetStatus)] = (null, "FORBIDDEN", []),
        [nameof(ChatHub.Accept)] = ("NOT_FOUND", "FORBIDDEN", []),
        [nameof(ChatHub.Decline)] = ("NOT_FOUND", "FORBIDDEN", []),
        [nameof(ChatHub.Transfer)] = ("NOT_FOUND", "FORBIDDEN", [new { deskId = "m1" }]),
        [nameof(ChatHub.Note)] = ("NOT_FOUND", "FORBIDDEN", ["x", null]),
        [nameof(ChatHub.Viewing)] = ("NOT_FOUND", "FORBIDDEN", [true, false]),
        [nameof(ChatHub.Watch)] = (null, "FORBIDDEN", [null]),
        [nameof(ChatHub.WatchDesk)] = (null, "FORBIDDEN", []),
    };

    [Fact]
    public void Every_hub_method_is_in_the_table()
    {
        var methods = typeof(ChatHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(m => !m.IsSpecialName && m.GetBaseDefinition() == m).Select(m => m.Name);
        methods.Should().BeEquivalentTo(Methods.Keys, "a method that is new must say who may not call it");
    }

    [Fact]
    public async Task The_hub_is_closed_to_who_has_no_token_an_expired_one_or_one_that_nobody_signed()
    {
        foreach (var (kind, token) in Bad(await _front.Visitor()))
        {
            await FluentActions.Awaiting(() => HubClient.Connect(_front.Address, token ?? "")).Should().ThrowAsync<System.Net.WebSockets.WebSocketException>(kind);
        }
    }

    [Fact]
    public async Task Every_hub_method_refuses_a_stranger_and_does_not_tell_whether_the_session_exists()
    {
        var owner = await _front.Visitor();
        var sessionId = await owner.Direct(await _front.Visitor());
        foreach (var person in new[] { await _front.Visitor(), await _front.Demo("b1"), await _front.Demo("m1") })
        {
            await using var hub = await person.Connect();
            foreach (var (method, rule) in Methods.Where(m => m.Value.Stranger is not null))
            {
                var expected = person.Role == "agent" ? rule.Stranger : rule.Visitor ?? rule.Stranger;
                var anothers = await Refused(hub, method, sessionId, rule.More);
                var missing = await Refused(hub, method, Guid.Parse(NoSuchId), rule.More);
                anothers.Code.Should().Be(expected, "{0} was called by {1}: {2}", method, person.Id, anothers.Message);
                anothers.Message.Should().Be(missing.Message, method);
            }
        }
    }

    [Fact]
    public async Task What_the_hub_has_for_staff_is_refused_to_others()
    {
        var customer = await _front.Demo("b1");
        var sessionId = await customer.Support();
        await using var hub = await customer.Connect();
        await hub.Join(sessionId);
        foreach (var (method, rule) in Methods.Where(m => m.Value.Visitor is not null))
            (await Refused(hub, method, sessionId, rule.More)).Code.Should().Be(rule.Visitor, method);
    }

    [Fact]
    public async Task Agents_do_not_watch_and_admins_do_not_speak()
    {
        var visitor = await _front.Visitor();
        var sessionId = await visitor.Support();
        await using var agent = await (await _front.Demo("p1")).Connect();
        (await Refused(agent, "Watch", sessionId, [null])).Code.Should().Be("FORBIDDEN");
        await using var admin = await (await _front.Demo("a1")).Connect();
        await admin.Invoke("Watch", sessionId, null);
        (await Refused(admin, "Send", sessionId, [])).Code.Should().Be("FORBIDDEN");
    }

    [Fact]
    public async Task Another_desks_queue_is_not_for_its_neighbours()
    {
        var agent = await _front.Demo("m1");
        using var response = await agent.Send(HttpMethod.Get, "/api/desks/platform/queue");
        response.StatusCode.Should().Be(HttpStatusCode.Forbidden);
        await using var hub = await agent.Connect();
        var refused = await FluentActions.Awaiting(() => hub.Invoke("WatchDesk", "platform")).Should().ThrowAsync<HubRefusal>();
        refused.Which.Code.Should().Be("FORBIDDEN");
    }

    private static async Task<HubRefusal> Refused(HubClient hub, string method, Guid sessionId, object?[] rest)
    {
        object?[] arguments = method switch
        {
            nameof(ChatHub.Send) => [new { sessionId, clientMessageId = "x", content = "x" }],
            nameof(ChatHub.SetStatus) => ["online"],
            nameof(ChatHub.WatchDesk) => ["platform"],
            _ => [sessionId, .. rest],
        };
        return (await FluentActions.Awaiting(() => hub.Invoke(method, arguments)).Should().ThrowAsync<HubRefusal>(method)).Which;
    }
}
