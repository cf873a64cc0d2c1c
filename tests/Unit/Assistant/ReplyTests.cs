using System.Threading.Channels;
using LiveChat.Assistant;
using LiveChat.Sessions;
using LiveChat.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LiveChat.Unit.Assistant;

public sealed class ReplyTests
{
    private readonly ManualClock _clock = new();
    private readonly Session _session = new();
    private readonly Channel<ChatResponseUpdate> _model = Channel.CreateUnbounded<ChatResponseUpdate>();

    [Fact]
    public async Task The_first_piece_is_shown_at_once_and_what_comes_meanwhile_in_one()
    {
        using var reply = Begin(out var streaming);
        Say("a");
        (await _session.NextShown()).Should().Be((0, "a"));
        Say("b");
        Say("c");
        Say("d");
        _session.Shown.Reader.TryPeek(out _).Should().BeFalse("the interval has not passed");
        await IntervalPasses();
        (await _session.NextShown()).Should().Be((1, "bcd"));

        _model.Writer.Complete();
        await IntervalPasses();
        await streaming.WaitAsync(Asking.Patience);
        reply.Finished(null).Text.Should().Be("abcd");
    }

    [Fact]
    public async Task A_thousand_tokens_are_few_pieces_and_none_is_lost()
    {
        using var reply = Begin(out var streaming, TimeProvider.System);
        for (var i = 0; i < 1000; i++) Say($"{i} ");
        _model.Writer.Complete();
        await streaming.WaitAsync(Asking.Patience);
        _session.Shown.Writer.Complete();
        var shown = await _session.Shown.Reader.ReadAllAsync().ToListAsync();
        shown.Select(piece => piece.Index).Should().Equal(Enumerable.Range(0, shown.Count));
        string.Concat(shown.Select(piece => piece.Text)).Should().Be(reply.Finished(null).Text);
        shown.Count.Should().BeLessThan(200);
    }

    [Fact]
    public async Task A_refused_piece_cancels_the_model_at_once()
    {
        _session.Takes = false;
        using var reply = Begin(out var streaming);
        Say("a");
        await FluentActions.Awaiting(() => streaming.WaitAsync(Asking.Patience)).Should().ThrowAsync<OperationCanceledException>();
        reply.Over.IsCancellationRequested.Should().BeTrue();
        reply.BrokenOff.Should().Be("restart");
    }

    [Fact]
    public async Task A_piece_whose_fate_is_unknown_is_shown_again_under_its_index()
    {
        _session.Failures = 2;
        using var reply = Begin(out _);
        Say("a");
        await _clock.AdvanceOnceAwaited(TimeSpan.FromMilliseconds(200), Asking.Patience);
        await _clock.AdvanceOnceAwaited(TimeSpan.FromMilliseconds(200), Asking.Patience);
        (await _session.NextShown()).Should().Be((0, "a"));
    }

    [Fact]
    public async Task A_model_that_never_ends_is_cut_off_when_the_time_is_up()
    {
        using var reply = Begin(out var streaming);
        Say("a");
        await _session.NextShown();
        _clock.Advance(TimeSpan.FromMinutes(2));
        await FluentActions.Awaiting(() => streaming.WaitAsync(Asking.Patience)).Should().ThrowAsync<OperationCanceledException>();
        reply.BrokenOff.Should().Be("timeout");
        reply.Finished("timeout").Text.Should().Be("a");
    }

    [Fact]
    public async Task The_first_reason_stands()
    {
        using var reply = Begin(out _);
        await reply.BreakOff("ceased");
        await reply.BreakOff("restart");
        reply.BrokenOff.Should().Be("ceased");
    }

    [Fact]
    public async Task Half_a_character_waits_for_its_other_half()
    {
        using var reply = Begin(out var streaming);
        Say("x\ud83d");
        (await _session.NextShown()).Should().Be((0, "x"));
        Say("\ude00");
        _model.Writer.Complete();
        await IntervalPasses();
        (await _session.NextShown()).Text.Should().Be("😀");
        await IntervalPasses();
        await streaming.WaitAsync(Asking.Patience);
    }

    [Fact]
    public async Task The_end_tells_text_tokens_and_sources_each_once()
    {
        var article = Guid.CreateVersion7();
        using var reply = Begin(out var streaming);
        var cited = new TextContent("四個字吧 and") { Annotations = [new CitationAnnotation { FileId = article.ToString(), Title = "t" }, new CitationAnnotation { FileId = "no id" }] };
        _model.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, [cited]));
        _model.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, [new TextContent("") { Annotations = cited.Annotations }]));
        _model.Writer.Complete();
        await _session.NextShown();
        await IntervalPasses();
        await streaming.WaitAsync(Asking.Patience);
        reply.Finished(null).Should().BeEquivalentTo(new FinishedReply(reply.ReplyId, "四個字吧 and", 5, [new Citation(article, "t")], null));

        _model.Writer.TryComplete();
    }

    private Reply Begin(out Task streaming, TimeProvider? clock = null)
    {
        var options = new AssistantOptions();
        var reply = new Reply(Guid.CreateVersion7(), _session, new ReplyRhythm(Options.Create(options), clock ?? _clock), options.ReplyTimeout, clock ?? _clock);
        streaming = reply.Stream(_model.Reader.ReadAllAsync());
        return reply;
    }

    private Task IntervalPasses() => _clock.AdvanceOnceAwaited(TimeSpan.FromMilliseconds(20), Asking.Patience);

    private void Say(string text) => _model.Writer.TryWrite(new ChatResponseUpdate(ChatRole.Assistant, text));

    private sealed class Session : ISessionControl
    {
        public Channel<(int Index, string Text)> Shown { get; } = Channel.CreateUnbounded<(int, string)>();

        public bool Takes { get; set; } = true;

        public int Failures { get; set; }

        public ValueTask<bool> ShowChunk(Guid replyId, int chunkIndex, string content)
        {
            if (Failures > 0)
            {
                Failures--;
                throw new TimeoutException();
            }

            Shown.Writer.TryWrite((chunkIndex, content));
            return ValueTask.FromResult(Takes);
        }

        public async Task<(int Index, string Text)> NextShown() => await Shown.Reader.ReadAsync().AsTask().WaitAsync(Asking.Patience);

        public Task EndReply(FinishedReply reply) => throw new NotSupportedException();

        public Task<bool> UseTool(Guid replyId, string tool, string subject) => throw new NotSupportedException();

        public Task Feel(LiveChat.Moods.Mood mood) => throw new NotSupportedException();

        public Task AgentLost(string agentId) => throw new NotSupportedException();

        public Task AgentFull(string agentId) => throw new NotSupportedException();

        public Task DeskClosed(string deskId, DateTimeOffset? opensAt) => throw new NotSupportedException();

        public Task WishKept(KeptWish kept) => throw new NotSupportedException();

        public Task<SessionHeader?> Header() => throw new NotSupportedException();

        public Task<bool> ShowTicket(Guid ticketId, long number) => throw new NotSupportedException();
    }
}
