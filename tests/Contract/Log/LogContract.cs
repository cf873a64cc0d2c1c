using LiveChat.Sessions;

namespace LiveChat.Contract.Log;

/// <summary>What the log keeps, and gives back.</summary>
public abstract class LogContract(DatabaseFixture database)
{
    private IMessageLog Log => database.Store.Log;

    [Fact]
    public async Task A_session_is_loaded_as_it_was_stored()
    {
        var header = Chat.NewHeader() with
        {
            Kind = SessionKind.Direct, Status = SessionStatus.Assigned, Control = SessionControl.Agent, ControlEpoch = 7, Urgency = 3,
            AssigneeId = "m1", AssigneeName = "保和堂", WaitingSince = Chat.Start.AddSeconds(-5), PreviousAgentId = "m2", RequestedAgentId = "m3",
            WaitingReason = "it's late; drop table sessions", DirectKey = "b1|m1" + Guid.CreateVersion7(), UpdatedAt = Chat.Start.AddMilliseconds(123),
        };
        var chat = await Chat.Create(Log, header, new SessionMember("m1", "Ü", UserRole.Agent, 3), new SessionMember("b1", "", UserRole.Visitor, 0));

        var stored = await Log.Load(chat.Id, default);

        stored!.Header.Should().Be(header);
        stored.Members.Should().Equal(new SessionMember("b1", "", UserRole.Visitor, 0), new SessionMember("m1", "Ü", UserRole.Agent, 3));
    }

    [Fact]
    public async Task An_unknown_session_is_null() => (await Log.Load(Guid.CreateVersion7(), default)).Should().BeNull();

    [Fact]
    public async Task The_header_is_changed_with_the_log()
    {
        var chat = await Chat.Create(Log);
        var message = chat.Next("說");
        var changed = chat.Of(message) with
        {
            Header = chat.Of(message).Header with { Title = "", Status = SessionStatus.Waiting, DeskId = "m1", WaitingSince = Chat.Start, ControlEpoch = 2, Control = SessionControl.People },
        };

        await chat.Append(changed);

        (await Log.Load(chat.Id, default))!.Header.Should().Be(changed.Header);
    }

    [Fact]
    public async Task An_entry_is_read_as_it_was_appended()
    {
        var chat = await Chat.Create(Log);
        var message = chat.Next("答 “x” \\ ' \u2028 \ufeff 😀 \ud83d\udc68\u200d\ud83d\udc69 é e\u0301 \t\r\n \u0001", "client-1", "ai", MessageType.Ai) with
        {
            ReplyToSeq = 12,
            Citations = [new Citation(Guid.CreateVersion7(), "運費 \"怎麼\" 算？")],
            Event = new SystemEvent(SystemEventName.Closed, new Dictionary<string, string> { ["by"] = "b1", ["reason"] = "謝謝 😀" }),
            ReplyId = Guid.CreateVersion7(),
            TokenCount = 42,
            Interrupted = "stopped",
        };

        await chat.Append(chat.Of(message));

        (await chat.Read()).Should().ContainSingle().Which.Should().BeEquivalentTo(message);
        (await Log.ReadOne(chat.Id, LogKind.Shared, message.Seq, default)).Should().BeEquivalentTo(message);
        (await Log.FindByClientId(chat.Id, LogKind.Shared, "ai", "client-1", default)).Should().BeEquivalentTo(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("'); drop table entries; --")]
    [InlineData("\uFFFD\uFFFE\uFFFF\U0010FFFF")]
    public async Task Any_valid_text_comes_back(string text)
    {
        var chat = await Chat.Create(Log);
        await chat.Say(text);
        (await chat.Read()).Single().Content.Should().Be(text);
    }

    [Fact]
    public async Task A_long_text_comes_back()
    {
        var text = string.Concat(Enumerable.Repeat("長い😀", 50_000));
        var chat = await Chat.Create(Log);
        await chat.Say(text);
        (await chat.Read()).Single().Content.Should().Be(text);
    }

    [Fact]
    public async Task Reading_pages_both_ways_in_rising_order()
    {
        var chat = await Chat.Create(Log);
        for (var count = 0; count < 10; count++) await chat.Say($"{count + 1}");

        (await Seqs(null, null, 3)).Should().Equal(8, 9, 10);
        (await Seqs(null, 8, 3)).Should().Equal(5, 6, 7);
        (await Seqs(null, 3, 5)).Should().Equal(1, 2);
        (await Seqs(0, null, 3)).Should().Equal(1, 2, 3);
        (await Seqs(3, null, 3)).Should().Equal(4, 5, 6);
        (await Seqs(9, null, 3)).Should().Equal(10);
        (await Seqs(10, null, 3)).Should().BeEmpty();
        (await Seqs(2, 6, 2)).Should().Equal(3, 4);
        (await Seqs(null, 1, 5)).Should().BeEmpty();

        async Task<long[]> Seqs(long? after, long? before, int limit) =>
            [.. (await Log.Read(chat.Id, LogKind.Shared, new HistoryRange(after, before, limit), default)).Select(message => message.Seq)];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(HistoryRange.MostEntries + 1)]
    public async Task A_limit_out_of_bounds_is_refused(int limit)
    {
        var read = () => Log.Read(Guid.CreateVersion7(), LogKind.Shared, new HistoryRange(null, null, limit), default);
        await read.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task Notes_have_their_own_numbers_and_are_never_among_the_shared()
    {
        var chat = await Chat.Create(Log);
        await chat.Say("hello");
        var first = await chat.Note("vorsicht", "n1");
        var second = await chat.Note("二");

        (await Log.Read(chat.Id, LogKind.Private, new HistoryRange(0, null, 10), default)).Should().BeEquivalentTo([first, second], options => options.WithStrictOrdering());
        (await chat.Read()).Should().ContainSingle().Which.Content.Should().Be("hello");
        (await Log.FindByClientId(chat.Id, LogKind.Shared, "m1", "n1", default)).Should().BeNull();
        (await Log.FindByClientId(chat.Id, LogKind.Private, "m1", "n1", default)).Should().BeEquivalentTo(first);
        (await Log.CountUnread(chat.Id, "b1", 0, default)).Should().Be(0);
        (await Log.Load(chat.Id, default))!.Header.LastNoteSeq.Should().Be(2);
    }

    [Fact]
    public async Task A_recalled_entry_is_emptied_for_good_and_keeps_its_place()
    {
        var chat = await Chat.Create(Log);
        var secret = await chat.Say("secret", "c1");
        await chat.Say("", "c2");
        var recall = chat.Next("", null, "system", MessageType.System);

        await chat.Append(chat.Of(recall) with { Amended = secret with { Content = "", Recalled = true } });

        var entries = await chat.Read();
        entries.Select(entry => (entry.Seq, entry.Content, entry.Recalled)).Should().Equal((1, "", true), (2, "", false), (3, "", false));
        (await Log.FindByClientId(chat.Id, LogKind.Shared, "b1", "c1", default))!.Recalled.Should().BeTrue();
    }

    [Fact]
    public async Task An_entry_is_amended_with_its_reactions_and_keeps_all_else()
    {
        var chat = await Chat.Create(Log);
        var said = chat.Next("hello 你好", "c1") with { ReplyToSeq = 1, Citations = [new(Guid.CreateVersion7(), "退貨")] };
        await chat.Append(chat.Of(said));
        var amended = said with { Reactions = [new("👍", ["b1", "m1"]), new("❤️", ["b1"])] };

        await chat.Append(chat.Of(chat.Next("", null, "system", MessageType.System)) with { Amended = amended });
        (await Log.ReadOne(chat.Id, LogKind.Shared, 1, default)).Should().BeEquivalentTo(amended);
        (await Log.CountUnread(chat.Id, "m1", 1, default)).Should().Be(0, "it is no message");

        await chat.Append(chat.Of(chat.Next("", null, "system", MessageType.System)) with { Amended = said });
        (await Log.ReadOne(chat.Id, LogKind.Shared, 1, default)).Should().BeEquivalentTo(said);
    }

    [Fact]
    public async Task A_rating_stands_with_the_session_and_can_be_replaced()
    {
        var chat = await Chat.Create(Log);
        foreach (var rating in new Rating?[] { new(2, "慢 'slow' 😀"), new(5, null), null })
        {
            await chat.Say("a message between");
            await chat.Append(new SessionAppend { Header = chat.Header with { Rating = rating } });
            (await Log.Load(chat.Id, default))!.Header.Rating.Should().Be(rating);
        }
    }

    [Fact]
    public async Task A_session_may_be_made_with_a_rating()
    {
        var chat = await Chat.Create(Log, Chat.NewHeader() with { Rating = new(4, "ok") });
        (await Log.Load(chat.Id, default))!.Header.Should().Be(chat.Header);
    }

    [Fact]
    public async Task Unread_counts_people_and_assistant_but_not_oneself_nor_the_system_and_stops_at_its_cap()
    {
        var chat = await Chat.Create(Log);
        await chat.Say("mine");
        await chat.Say("agent", sender: "m1", type: MessageType.Agent);
        await chat.Say("system", sender: "system", type: MessageType.System);
        await chat.Say("ai", sender: "ai", type: MessageType.Ai);

        (await Log.CountUnread(chat.Id, "b1", 0, default)).Should().Be(2);
        (await Log.CountUnread(chat.Id, "b1", 2, default)).Should().Be(1);
        (await Log.CountUnread(chat.Id, "b1", 4, default)).Should().Be(0);
        (await Log.CountUnread(chat.Id, "m1", 0, default)).Should().Be(2);

        await chat.Append(chat.Of([.. Enumerable.Range(1, 1100).Select(ahead => chat.Next("x", sender: "m1", type: MessageType.Agent, ahead: ahead))]));
        (await Log.CountUnread(chat.Id, "b1", 0, default)).Should().Be(SessionView.MostUnread);
    }

    [Fact]
    public async Task Sessions_side_by_side_keep_their_own_order_without_gaps()
    {
        var chats = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Chat.Create(Log)));

        await Task.WhenAll(chats.Select(async chat =>
        {
            for (var count = 0; count < 50; count++) await chat.Say($"{count}", $"c{count}");
        }));

        foreach (var chat in chats)
        {
            var entries = await chat.Read();
            entries.Select(entry => entry.Seq).Should().Equal(Enumerable.Range(1, 50).Select(seq => (long)seq));
            entries.Select(entry => entry.Content).Should().Equal(Enumerable.Range(0, 50).Select(count => $"{count}"));
        }
    }
}

public sealed class SqliteLogTests(SqliteFixture database) : LogContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresLogTests(PostgresFixture database) : LogContract(database), IClassFixture<PostgresFixture>;
