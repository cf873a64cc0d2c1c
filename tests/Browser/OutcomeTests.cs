using Microsoft.Playwright;

namespace LiveChat.Browser;

/// <summary>What the product is for: an answer, a person, and nothing lost when the server dies.</summary>
[Collection(WithChromium.Name)]
public sealed class OutcomeTests(Chromium chromium)
{
    [Fact]
    public async Task An_answer_a_person_and_nothing_lost_by_kill_9()
    {
        await using var server = await chromium.OwnServer();
        await using var visitor = await chromium.Somebody(server: server);
        await using var agent = await chromium.Somebody(server: server);

        await visitor.Open("/chat");
        await visitor.Say("請問退貨政策是什麼？");
        await visitor.Sees(visitor.Log.Locator(".source").First);
        (await visitor.ReplyStepsSeen()).Should().BeGreaterThan(2, "the answer is streamed");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "找客服人員", Exact = true }).ClickAsync();
        await visitor.Sees(visitor.Page.Locator(".queue"));

        await agent.Open("/desk?user_id=p1");
        await agent.Offer.GetByRole(AriaRole.Button, new() { Name = "接受" }).ClickAsync();
        await agent.Sees("請問退貨政策是什麼？");
        await agent.Say("您好，我是客服。");
        await visitor.Sees("您好，我是客服。");
        await visitor.Say("我想退這個茶壺。");
        await agent.Sees("我想退這個茶壺。");

        await server.Kill();
        await visitor.Sees(visitor.Page.Locator(".lost"));
        await visitor.Say("斷線時寫的第一句");
        await visitor.Say("斷線時寫的第二句");
        await agent.Sees(agent.Page.Locator(".lost"));
        await agent.Say("斷線時客服寫的一句");
        await server.Run();

        await visitor.TriesNow(); // the agent's page comes back by itself
        await visitor.IsConnected();
        await agent.IsConnected();
        foreach (var line in new[] { "斷線時寫的第一句", "斷線時寫的第二句", "斷線時客服寫的一句" })
        {
            await visitor.Sees(line);
            await agent.Sees(line);
        }
        await agent.Say("現在又連上了。");
        await visitor.Sees("現在又連上了。");
        await visitor.Say("好的，謝謝。");
        await agent.Sees("好的，謝謝。");

        var seen = await visitor.Lines();
        seen.Select(line => line.Seq).Should().Equal(Enumerable.Range(1, seen.Length), "no line is lost, doubled or out of order");
        (await agent.Lines()).Select(line => line.Text).Should().Equal(seen.Select(line => line.Text));
        seen.Select(line => line.Text).Should().ContainInOrder("斷線時寫的第一句", "斷線時寫的第二句");
        visitor.Complaints.Should().BeEmpty();
        agent.Complaints.Should().BeEmpty();
    }
}
