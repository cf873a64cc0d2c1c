using LiveChat.Assistant;
using LiveChat.Cluster.Sessions;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Assistant;

/// <summary>Answers as they are given: piece by piece, stopped, asked anew, many at once.</summary>
public sealed class AssistantTests
{
    [Fact]
    public async Task An_answer_comes_in_pieces_in_their_order_and_then_as_one_final_entry()
    {
        await using var chat = await AssistantFixture.Start();
        var article = Guid.CreateVersion7();
        var (id, events, call) = await chat.Ask();
        for (var i = 0; i < 200; i++) call.Say($"{i} ");
        call.Cite(article, "Numbers");
        call.Finish();

        var final = await AssistantFixture.Final(events);
        final.Type.Should().Be(MessageType.Ai);
        final.Content.Should().Be(string.Concat(Enumerable.Range(0, 200).Select(i => $"{i} ")));
        final.Interrupted.Should().BeNull();
        final.TokenCount.Should().BePositive();
        final.Citations.Should().Equal(new Citation(article, "Numbers"));

        var chunks = events.All.OfType<ReplyChunked>().ToArray();
        chunks.Select(chunk => chunk.ChunkIndex).Should().Equal(Enumerable.Range(0, chunks.Length));
        string.Concat(chunks.Select(chunk => chunk.Content)).Should().Be(final.Content);
        chunks.Should().OnlyContain(chunk => chunk.ReplyId == final.ReplyId);
        chat.Log.All(id).Select(entry => entry.Type).Should().Equal(MessageType.User, MessageType.Ai);
    }

    [Fact]
    public async Task Who_joins_in_the_middle_gets_the_text_so_far()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        call.Say("So ", "far");
        await events.Expect<ReplyChunked>();
        await Until(async () => (await chat.Session(id).Join(People.Visitor, null)).Value!.ActiveReply?.Text == "So far");
        call.Say(" so good.");
        call.Finish();
        (await AssistantFixture.Final(events)).Content.Should().Be("So far so good.");
        (await chat.Session(id).Join(People.Visitor, null)).Value!.ActiveReply.Should().BeNull();
    }

    [Fact]
    public async Task Stopping_ends_it_with_what_was_said_and_the_model_is_left()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        call.Say("Once upon");
        await events.Expect<ReplyChunked>();
        (await chat.Session(id).StopReply(People.Visitor)).Should().BeNull();

        var final = await AssistantFixture.Final(events);
        (final.Content, final.Interrupted).Should().Be(("Once upon", "stopped"));
        await call.WaitUntilLeft();
        await chat.NothingMoreIsSaid(id, entries: 2);
    }

    [Fact]
    public async Task A_stopped_answer_can_be_asked_anew()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask("What now?");
        call.Say("x");
        await events.Expect<ReplyChunked>();
        await chat.Session(id).StopReply(People.Visitor);
        (await chat.Session(id).RetryReply(People.Visitor)).Should().BeNull();

        var again = await chat.Model.Next();
        again.Asked[^1].Text.Should().Be("What now?");
        again.Say("better");
        again.Finish();
        (await AssistantFixture.Final(events, message => message.Interrupted is null)).Content.Should().Be("better");
    }

    [Fact]
    public async Task Once_an_agent_has_it_no_word_of_the_assistant_comes_after()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        call.Say("As an assistant I");
        await events.Expect<ReplyChunked>();
        (await chat.Session(id).RequestHuman(People.Visitor, new HumanRequest(null, "please"))).Refusal.Should().BeNull();
        (await chat.Session(id).Accept(People.Agent)).Refusal.Should().BeNull();
        await chat.Session(id).Say(People.Agent, "Ann here.");
        call.Say(" would like to go on");
        call.Finish();
        await call.WaitUntilLeft();
        await chat.Session(id).Say(People.Visitor, "Good.");

        var log = chat.Log.All(id);
        var spoken = log.Where(entry => entry.Type != MessageType.System).Select(entry => (entry.Type, entry.Content));
        spoken.Should().Equal((MessageType.User, "Hello?"), (MessageType.Ai, "As an assistant I"), (MessageType.Agent, "Ann here."), (MessageType.User, "Good."));
        log.Single(entry => entry.Type == MessageType.Ai).Interrupted.Should().Be("takeover");
        chat.Model.Count.Should().Be(1);
    }

    [Theory]
    [InlineData(null, "Vera: Where is my parcel?\nAssistant: It left today.")]
    [InlineData("  ", "Vera: Where is my parcel?\nAssistant: It left today.")]
    [InlineData("It is urgent", "It is urgent")]
    public async Task The_agent_is_told_in_short_what_it_is_about(string? reason, string told)
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask("Where is my parcel? I wait.");
        call.Say("It left today. Be patient.");
        call.Finish();
        await AssistantFixture.Final(events);
        await chat.Session(id).RequestHuman(People.Visitor, new HumanRequest(null, reason));
        chat.Log.HeaderOf(id)!.WaitingReason.Should().Be(told);
    }

    [Fact]
    public async Task A_piece_or_an_end_that_comes_late_is_refused()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        call.Say("a");
        var replyId = (await events.Expect<ReplyChunked>()).ReplyId;
        await chat.Session(id).RequestHuman(People.Visitor, new HumanRequest(null, null));
        var control = chat.Cluster.Control(id);
        (await control.ShowChunk(replyId, 1, "late")).Should().BeFalse();
        await control.EndReply(new FinishedReply(replyId, "late", 1, [], null));
        chat.Log.All(id).Should().NotContain(entry => entry.Content.Contains("late"));
    }

    [Fact]
    public async Task A_reply_begun_twice_runs_once()
    {
        await using var chat = await AssistantFixture.Start();
        var assistant = chat.Cluster.Client.GetGrain<IAssistant>(Guid.CreateVersion7());
        var request = new ReplyRequest(Guid.CreateVersion7(), 1, "Hello?", "Vera");
        await assistant.Begin(request);
        await assistant.Begin(request);
        await chat.Model.Next();
        await assistant.Cease(request.ReplyId);
        chat.Model.Count.Should().Be(1);
    }

    [Fact]
    public async Task Ceasing_another_reply_does_nothing()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, call) = await chat.Ask();
        await chat.Cluster.Client.GetGrain<IAssistant>(id).Cease(Guid.CreateVersion7());
        call.Say("still here");
        call.Finish();
        (await AssistantFixture.Final(events)).Content.Should().Be("still here");
    }

    [Fact]
    public async Task A_newer_question_ends_the_older_answer()
    {
        await using var chat = await AssistantFixture.Start();
        var (id, events, first) = await chat.Ask("One?");
        first.Say("first");
        await events.Expect<ReplyChunked>();
        await chat.Session(id).Say(People.Visitor, "Two?");
        await first.WaitUntilLeft();
        var second = await chat.Model.Next();
        second.Asked[^1].Text.Should().Be("Two?");
        second.Say("second");
        second.Finish();
        (await AssistantFixture.Final(events, message => message.Content == "second")).Interrupted.Should().BeNull();
    }

    [Fact]
    public async Task The_last_exchanges_and_a_summary_of_the_rest_go_with_a_question()
    {
        await using var chat = await AssistantFixture.Start(options => options.RememberedExchanges = 2);
        chat.Model.Always = call =>
        {
            call.Say($"Answer to {call.Asked[^1].Text}");
            call.Finish();
        };
        var id = await chat.Cluster.Create(People.Visitor, SessionKind.Support, "m1");
        var events = await chat.Cluster.Listen(id);
        for (var i = 1; i <= 4; i++)
        {
            await chat.Session(id).Say(People.Visitor, $"Question {i}");
            await AssistantFixture.Final(events, message => message.Content == $"Answer to Question {i}");
        }

        chat.Model.Always = null;
        await chat.Session(id).Say(People.Visitor, "Question 5");
        var call = await chat.Model.Next();
        call.Asked[0].Text.Should().Contain("Vera: Question 1").And.Contain("Question 2").And.NotContain("Question 3");
        call.Asked.Skip(1).Select(message => message.Text).Should().Equal(
            "Question 3", "Answer to Question 3", "Question 4", "Answer to Question 4", "Question 5");
    }

    [Fact]
    public async Task Many_answers_at_once_each_end_once()
    {
        const int Many = 200;
        await using var chat = await AssistantFixture.Start();
        chat.Model.Always = call => _ = Speak(call);
        var sessions = await Task.WhenAll(Enumerable.Range(0, Many).Select(async _ =>
        {
            var id = await chat.Cluster.Create(People.Visitor, SessionKind.Support, "m1");
            var events = await chat.Cluster.Listen(id);
            await chat.Session(id).Say(People.Visitor, "Count!");
            return (Id: id, Final: await AssistantFixture.Final(events));
        }));
        sessions.Should().OnlyContain(session => session.Final.Content == "0123456789" && session.Final.Interrupted == null);
        sessions.Should().OnlyContain(session => chat.Log.All(session.Id).Length == 2);

        static async Task Speak(ModelCall call)
        {
            for (var i = 0; i < 10; i++)
            {
                call.Say($"{i}");
                await Task.Yield();
            }
            call.Finish();
        }
    }

    private static async Task Until(Func<Task<bool>> happened)
    {
        using var limit = new CancellationTokenSource(ChatCluster.Patience);
        while (!await happened()) limit.Token.ThrowIfCancellationRequested();
    }
}
