using LiveChat.Assistant;
using LiveChat.Cluster.Sessions;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Assistant;

/// <summary>Answers that do not come to their end: each leaves one behind all the same.</summary>
public sealed class BrokenAnswerTests
{
    private static readonly TimeSpan Brief = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_model_that_hangs_ends_in_time_and_people_do_not_notice(bool begun, bool ignoresCancellation)
    {
        await using var chat = await AssistantFixture.Start(options => options.ReplyTimeout = Brief);
        chat.Model.Always = call =>
        {
            call.Ignores = ignoresCancellation;
            if (begun) call.Say("I");
        };
        var id = await chat.Cluster.Create(People.Visitor, SessionKind.Support, "m1");
        var events = await chat.Cluster.Listen(id);
        await chat.Session(id).Say(People.Visitor, "Hello?");
        await chat.Session(id).Say(People.Visitor, "Anybody?");

        var final = await AssistantFixture.Final(events, message => message.Seq > 3 || message.Interrupted == "timeout" || message.Event?.Args["reason"] == "timeout");
        (final.Interrupted ?? final.Event?.Args["reason"]).Should().Be("timeout");
        final.Content.Should().Be(begun ? "I" : "The assistant did not answer.");
    }

    [Fact]
    public async Task A_model_that_fails_at_once_ends_in_an_entry_that_says_so()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        call.Fail(new AiFailureException(AiFailure.RateLimited, "as the test wants"));
        var final = await AssistantFixture.Final(events);
        final.Event!.Name.Should().Be(SystemEventName.ReplyInterrupted);
        final.Event.Args["reason"].Should().Be("unavailable");
        await chat.NothingMoreIsSaid(id, entries: 2);
    }

    [Fact]
    public async Task A_model_that_breaks_off_ends_with_what_it_had_said()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        call.Say("Half an");
        call.Fail(new AiFailureException(AiFailure.Broken, "as the test wants"));
        var final = await AssistantFixture.Final(events);
        (final.Type, final.Content, final.Interrupted).Should().Be((MessageType.Ai, "Half an", "unavailable"));
        await chat.NothingMoreIsSaid(id, entries: 2);
    }

    [Fact]
    public async Task Even_a_fault_of_ours_ends_in_an_entry()
    {
        await using var chat = await AssistantFixture.Start();
        var (_, events, call) = await chat.Ask();
        call.Fail(new InvalidOperationException("a bug"));
        (await AssistantFixture.Final(events)).Event!.Args["reason"].Should().Be("unavailable");
    }

    [Fact]
    public async Task An_assistant_that_goes_in_the_middle_leaves_an_end_behind()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        call.Say("I must");
        await events.Expect<ReplyChunked>();
        await chat.Cluster.Deactivate(chat.Cluster.Client.GetGrain<IAssistant>(id));
        var final = await AssistantFixture.Final(events);
        (final.Content, final.Interrupted).Should().Be(("I must", "restart"));
        await call.WaitUntilLeft();
    }

    [Fact]
    public async Task A_session_that_goes_in_the_middle_ends_the_answer_with_what_was_said()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        call.Say("I must");
        await events.Expect<ReplyChunked>();
        await chat.Cluster.Deactivate(chat.Session(id));
        var final = await AssistantFixture.Final(events);
        (final.Content, final.Interrupted).Should().Be(("I must", "restart"));
        await call.WaitUntilLeft();
        await chat.NothingMoreIsSaid(id, entries: 2);
    }
}
