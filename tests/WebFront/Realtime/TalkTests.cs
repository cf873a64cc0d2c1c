using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Realtime;

public class TalkTests
{
    [Fact]
    public async Task Two_talk_and_both_see_every_line_once_and_in_order()
    {
        await using var front = await RunningFront.Start();
        var (one, other) = (await front.Visitor("一"), await front.Visitor("Two"));
        var sessionId = await one.Direct(other);
        await using var mine = await one.Connect();
        await using var theirs = await other.Connect();
        await mine.Join(sessionId);
        await theirs.Join(sessionId);

        for (var i = 1; i <= 20; i++)
        {
            var receipt = await (i % 2 == 0 ? mine : theirs).Say(sessionId, $"第 {i} 行 <b>&amp;</b> 😀");
            receipt.GetProperty("seq").GetInt64().Should().Be(i);
            receipt.GetProperty("durable").GetBoolean().Should().BeTrue();
        }

        foreach (var reader in new[] { mine, theirs })
        {
            for (var i = 1; i <= 20; i++)
            {
                var message = (await reader.Take("message")).GetProperty("message");
                message.GetProperty("seq").GetInt64().Should().Be(i);
                message.GetProperty("content").GetString().Should().Be($"第 {i} 行 <b>&amp;</b> 😀");
                message.GetProperty("type").GetString().Should().Be("user");
            }
        }
    }
}
