using LiveChat.Assistant;
using LiveChat.Sessions;
using LiveChat.Silo.Ai;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Unit.Assistant;

public sealed class MemoryTests
{
    private static readonly Guid Session = Guid.CreateVersion7();

    [Fact]
    public async Task The_last_exchanges_are_remembered_word_by_word_and_the_rest_in_short()
    {
        var asked = await Recall(Log.OfExchanges(12), new AssistantOptions { RememberedExchanges = 10 });
        asked.Should().HaveCount(1 + 20 + 1);
        asked[0].Role.Should().Be(ChatRole.System);
        asked[0].Text.Should().Contain("Ann: Question 1?").And.Contain("Assistant: Answer 2.").And.NotContain("Question 3");
        asked[1].Text.Should().Be("Question 3? And more.");
        asked[^1].Text.Should().Be("now?");
        asked[^1].Role.Should().Be(ChatRole.User);
    }

    [Fact]
    public async Task A_short_conversation_has_no_summary() =>
        (await Recall(Log.OfExchanges(3), new AssistantOptions())).Should().HaveCount(7).And.NotContain(message => message.Role == ChatRole.System);

    [Fact]
    public async Task Several_messages_before_an_answer_are_one_exchange()
    {
        var log = new Log(Said(1, MessageType.User, "a"), Said(2, MessageType.User, "b"), Said(3, MessageType.Ai, "c"), Said(4, MessageType.User, "d"), Said(5, MessageType.Ai, "e"));
        var asked = await Recall(log, new AssistantOptions { RememberedExchanges = 2 });
        asked.Select(message => message.Text).Should().Equal("a", "b", "c", "d", "e", "now?");
    }

    [Fact]
    public async Task System_entries_and_what_was_taken_back_are_not_remembered()
    {
        var log = new Log(Said(1, MessageType.User, "a"), Said(2, MessageType.System, "closed"), Said(3, MessageType.User, "") with { Recalled = true }, Said(4, MessageType.Agent, "b"));
        var asked = await Recall(log, new AssistantOptions());
        asked.Select(message => message.Text).Should().Equal("a", "b", "now?");
        asked[1].Role.Should().Be(ChatRole.Assistant);
    }

    [Fact]
    public async Task Too_much_text_falls_into_the_summary_sooner()
    {
        var log = new Log([.. Enumerable.Range(0, 20).Select(i => Said(i + 1, i % 2 == 0 ? MessageType.User : MessageType.Ai, new string('x', 1000)))]);
        var asked = await Recall(log, new AssistantOptions { MemoryLength = 4500, SummaryLength = 500 });
        asked.Should().HaveCount(1 + 4 + 1);
        asked.Sum(message => message.Text.Length).Should().BeLessThan(5100);
    }

    [Fact]
    public async Task Nothing_remembered_is_allowed()
    {
        var asked = await Recall(Log.OfExchanges(3), new AssistantOptions { RememberedExchanges = 0, SummaryLength = 0 });
        asked.Should().ContainSingle().Which.Text.Should().Be("now?");
    }

    [Fact]
    public async Task What_fell_out_is_folded_into_the_summary_once()
    {
        var options = new AssistantOptions { RememberedExchanges = 1 };
        var summary = new CountingSummary();
        var memory = new Memory(Session, Log.OfExchanges(5), summary, options);
        await memory.Recall(Request(11), default);
        await memory.Digest(default);
        await memory.Digest(default);
        var asked = await memory.Recall(Request(11), default);
        await memory.Digest(default);
        summary.Calls.Should().ContainSingle().Which.Should().Be(8);
        asked[0].Text.Should().EndWith("folded");
    }

    [Fact]
    public async Task What_was_taken_back_is_forgotten_though_the_summary_held_it()
    {
        var log = Log.OfExchanges(5);
        var memory = new Memory(Session, log, new CountingSummary(), new AssistantOptions { RememberedExchanges = 1 });
        await memory.Recall(Request(11), default);
        await memory.Digest(default);
        (await memory.Recall(Request(11), default))[0].Text.Should().EndWith("folded");

        log.Add(Said(11, MessageType.System, "") with { Event = new(SystemEventName.Recalled, new() { ["seq"] = "3" }) });
        log.Entries[2] = log.Entries[2] with { Content = "", Recalled = true };
        var asked = await memory.Recall(Request(12), default);
        asked[0].Text.Should().Contain("Question 1?").And.NotContain("Question 2?").And.NotContain("folded");
        (await memory.Recall(Request(12), default)).Should().HaveCount(asked.Length, "it is forgotten once");
    }

    [Fact]
    public void The_mechanical_summary_keeps_the_newest_within_its_bound()
    {
        var summary = string.Empty;
        for (var i = 1; i <= 500; i++) summary = ExtractiveSummary.Extend(summary, [Said(i, MessageType.User, $"Question {i}? " + new string('y', 500))], 300);
        summary.Length.Should().BeLessThanOrEqualTo(300);
        summary.Should().EndWith("Ann: Question 500?").And.NotContain("Question 1?");
    }

    [Theory]
    [InlineData("一句。第二句。", "Ann: 一句。")]
    [InlineData("\n\n first\nsecond", "Ann: first")]
    [InlineData("", "Ann: ")]
    public void The_first_sentence_stands_for_a_message(string content, string line) =>
        ExtractiveSummary.Extend("", [Said(1, MessageType.User, content)], 1000).Should().Be(line);

    [Fact]
    public async Task A_models_summary_is_bounded_and_a_failing_model_is_replaced_by_the_mechanical_one()
    {
        var options = Microsoft.Extensions.Options.Options.Create(new AssistantOptions { SummaryLength = 50 });
        Message[] fallen = [Said(1, MessageType.User, "Where is my parcel? I wait.")];

        var wordy = new ModelSummary(new Model(_ => Updates(new string('z', 5000))), options, NullLogger<ModelSummary>.Instance);
        (await wordy.Extend("", fallen, default)).Should().HaveLength(50);

        var failing = new ModelSummary(new Model(_ => Fails()), options, NullLogger<ModelSummary>.Instance);
        (await failing.Extend("", fallen, default)).Should().Be("Ann: Where is my parcel?");

        var silent = new ModelSummary(new Model(_ => Updates("  ")), options, NullLogger<ModelSummary>.Instance);
        (await silent.Extend("", fallen, default)).Should().Be("Ann: Where is my parcel?");
    }

    private static Task<ChatMessage[]> Recall(Log log, AssistantOptions options) =>
        new Memory(Session, log, new CountingSummary(), options).Recall(Request(log.Entries.Length + 1), default);

    private static ReplyRequest Request(long questionSeq) => new(Guid.CreateVersion7(), questionSeq, "now?", "Ann");

    private static Message Said(long seq, MessageType type, string content) => new()
    {
        MessageId = Guid.CreateVersion7(), SessionId = Session, Seq = seq, Type = type, Content = content, CreatedAt = DateTimeOffset.UnixEpoch,
        SenderId = type == MessageType.User ? "b1" : "ai", SenderName = type == MessageType.User ? "Ann" : "Assistant",
    };

    private static async IAsyncEnumerable<ChatResponseUpdate> Updates(string text)
    {
        await Task.Yield();
        yield return new ChatResponseUpdate(ChatRole.Assistant, text);
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Fails()
    {
        await Task.FromException(new AiFailureException(AiFailure.Timeout, "as the test wants"));
        yield break;
    }

    private sealed class CountingSummary : ISummary
    {
        public List<int> Calls { get; } = [];

        public Task<string> Extend(string summary, IReadOnlyList<Message> fallen, CancellationToken token)
        {
            Calls.Add(fallen.Count);
            return Task.FromResult("folded");
        }
    }

    private sealed class Log(params Message[] entries) : IMessageLog
    {
        public Message[] Entries { get; private set; } = entries;

        public void Add(Message entry) => Entries = [.. Entries, entry];

        public static Log OfExchanges(int count) => new([.. Enumerable.Range(1, count).SelectMany(i => new[]
        {
            Said((2 * i) - 1, MessageType.User, $"Question {i}? And more."), Said(2 * i, MessageType.Ai, $"Answer {i}. And more."),
        })]);

        public Task<Message[]> Read(Guid sessionId, LogKind log, HistoryRange range, CancellationToken token) =>
            Task.FromResult(Entries.Where(entry => entry.Seq < range.BeforeSeq).TakeLast(range.Limit).ToArray());

        public ValueTask<AppendResult> Append(SessionAppend append, CancellationToken token) => throw new NotSupportedException();

        public Task<StoredSession?> Load(Guid sessionId, CancellationToken token) => throw new NotSupportedException();

        public Task<Message?> ReadOne(Guid sessionId, LogKind log, long seq, CancellationToken token) => throw new NotSupportedException();

        public Task<Message?> FindByClientId(Guid sessionId, LogKind log, string senderId, string clientMessageId, CancellationToken token) => throw new NotSupportedException();

        public Task<int> CountUnread(Guid sessionId, string readerId, long afterSeq, CancellationToken token) => throw new NotSupportedException();
    }
}
