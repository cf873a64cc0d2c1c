using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Reports;

/// <summary>The supervisor's wall over HTTP.</summary>
public class WallTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task A_first_reply_that_did_not_come_in_time_is_counted_at_its_desk_alone()
    {
        var (visitor, admin) = (await _front.Visitor("Vera"), await _front.Demo("a1"));
        var revision = (await admin.Ask(HttpMethod.Get, "/api/desks/m3/schedule")).GetProperty("revision").GetInt64();
        await admin.Ask(HttpMethod.Put, "/api/desks/m3/schedule", new { zone = "UTC", targets = new { firstReplySeconds = 1, resolutionSeconds = 3600 }, revision });
        var session = await visitor.Support("m3");
        await using var chat = await visitor.Connect();
        await chat.Invoke("RequestHuman", session, new { });
        await _front.Log.Holds($"session {session} missed the target FirstReply", Patience);

        var desks = (await admin.Ask(HttpMethod.Get, "/api/reports/wall")).GetProperty("desks").EnumerateArray().ToDictionary(desk => desk.GetProperty("deskId").GetString()!);
        desks["m3"].GetProperty("missedFirstReplies").GetInt32().Should().Be(1);
        desks["m3"].GetProperty("missedResolutions").GetInt32().Should().Be(0);
        var late = desks["m3"].GetProperty("late").EnumerateArray().Single();
        (late.GetProperty("sessionId").GetGuid(), late.GetProperty("missed").GetBoolean()).Should().Be((session, true));
        desks["m1"].GetProperty("missedFirstReplies").GetInt32().Should().Be(0);
    }
}
