using LiveChat.Sessions;

namespace LiveChat.Contract.Log;

/// <summary>Many appends in one transaction: what one of them does wrong costs no other anything.</summary>
public abstract class GroupingContract(DatabaseFixture database)
{
    private static readonly string TooLongId = new('x', 65);

    private IMessageLog Log => database.Store.Log;

    [Theory]
    [InlineData('a', '\0', 'b')]
    [InlineData('\ud83d', 'x')]
    [InlineData('x', '\udc00')]
    [InlineData('\udc00', '\ud83d')]
    public async Task Text_that_cannot_be_stored_is_refused_wherever_it_stands(params char[] characters)
    {
        var text = new string(characters);
        var chat = await Chat.Create(Log);
        var good = chat.Next("good");
        await Refused(chat.Of(chat.Next(text)));
        await Refused(chat.Of(chat.Next("x", text)));
        await Refused(chat.Of(good with { SenderName = text }));
        await Refused(chat.Of(good with { Citations = [new Citation(Guid.CreateVersion7(), text)] }));
        await Refused(chat.Of(good with { Event = new SystemEvent("x", new Dictionary<string, string> { ["a"] = text }) }));
        await Refused(chat.Of(good) with { Header = chat.Of(good).Header with { Title = text } });
        await Refused(new SessionAppend { Header = chat.Header with { LastNoteSeq = 1 }, Notes = [chat.NextNote(text)] });
        await Refused(new SessionAppend { Header = chat.Header, Members = [new SessionMember("m9", text, UserRole.Agent, 0)] });

        await chat.Say("still works");
        (await chat.Read()).Should().ContainSingle();

        async Task Refused(SessionAppend append)
        {
            var attempt = () => chat.Append(append);
            await attempt.Should().ThrowAsync<EntryRejectedException>();
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(37)]
    [InlineData(99)]
    public async Task One_that_the_database_refuses_fails_alone_among_a_hundred(int bad)
    {
        var chats = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Chat.Create(Log)));

        var outcomes = await InOneGroup(chats.Select((chat, at) => chat.Of(chat.Next("text", at == bad ? TooLongId : $"c{at}"))));

        for (var at = 0; at < chats.Length; at++)
        {
            if (at == bad) outcomes[at].Should().BeOfType<EntryRejectedException>();
            else outcomes[at].Should().BeNull();
            (await chats[at].Read()).Should().HaveCount(at == bad ? 0 : 1);
        }
    }

    [Fact]
    public async Task Stale_owners_repeats_and_bad_rows_in_one_group_get_each_their_own_answer()
    {
        var chats = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Chat.Create(Log)));
        foreach (var chat in chats) await chat.Say("first", "c1");

        var outcomes = await InOneGroup(chats.Select((chat, at) => (at % 4) switch
        {
            0 => chat.Of(chat.Next("second", "c2")),
            1 => chat.Of(chat.Next("repeat", "c1")),
            2 => chat.Of(chat.Next("bad", TooLongId)),
            _ => chat.Of(chat.Next("stale", "c3") with { Seq = 1 }) with { Header = chat.Header with { LastSeq = 1 } },
        }));

        for (var at = 0; at < chats.Length; at++)
        {
            if (at % 4 is 0 or 1) outcomes[at].Should().BeNull();
            else if (at % 4 == 2) outcomes[at].Should().BeOfType<EntryRejectedException>();
            else outcomes[at].Should().BeOfType<SequenceTakenException>();
            (await chats[at].Read()).Select(entry => entry.Content).Should().Equal(at % 4 == 0 ? ["first", "second"] : ["first"]);
        }
    }

    [Fact]
    public async Task Appends_of_one_session_that_wait_together_are_committed_in_their_order()
    {
        var chat = await Chat.Create(Log);
        var appends = Enumerable.Range(1, 5).Select(ahead => chat.Of(chat.Next($"{ahead}", ahead: ahead)) with { Header = chat.Header with { LastSeq = ahead } }).ToArray();

        (await InOneGroup(appends)).Should().AllSatisfy(outcome => outcome.Should().BeNull());

        (await chat.Read()).Select(entry => entry.Content).Should().Equal("1", "2", "3", "4", "5");
        (await Log.Load(chat.Id, default))!.Header.LastSeq.Should().Be(5);
    }

    [Fact]
    public async Task What_follows_a_refused_append_of_its_session_is_refused_too_so_that_no_gap_arises()
    {
        var chat = await Chat.Create(Log);
        var appends = Enumerable.Range(1, 3).Select(ahead =>
            chat.Of(chat.Next($"{ahead}", ahead == 2 ? TooLongId : null, ahead: ahead)) with { Header = chat.Header with { LastSeq = ahead } }).ToArray();

        var outcomes = await InOneGroup(appends);

        outcomes[0].Should().BeNull();
        outcomes[1].Should().BeOfType<EntryRejectedException>();
        outcomes[2].Should().BeOfType<SequenceTakenException>();
        (await chat.Read()).Select(entry => entry.Seq).Should().Equal(1);
    }

    [Fact]
    public async Task Members_that_come_and_go_in_one_group_end_as_their_order_says()
    {
        var chat = await Chat.Create(Log);
        var (m9, moved) = (new SessionMember("m9", "nine", UserRole.Agent, 0), new SessionMember("b1", "b", UserRole.Customer, 9));

        await InOneGroup(
        [
            new SessionAppend { Header = chat.Header, Members = [m9, moved] },
            new SessionAppend { Header = chat.Header, Members = [moved with { ReadSeq = 4 }] },
            new SessionAppend { Header = chat.Header, RemovedMembers = ["m9"] },
            new SessionAppend { Header = chat.Header, Members = [m9 with { Name = "again" }] },
            new SessionAppend { Header = chat.Header, RemovedMembers = ["m1"], Members = [m9] },
        ]);

        (await Log.Load(chat.Id, default))!.Members.Should().Equal(moved, m9);
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_stop_the_append()
    {
        var chat = await Chat.Create(Log);
        using var impatience = new CancellationTokenSource();
        Task append;
        await using (await database.HoldWrites())
        {
            append = Log.Append(chat.Of(chat.Next("kept")), impatience.Token).AsTask();
            await impatience.CancelAsync();
            await ((Func<Task>)(() => append)).Should().ThrowAsync<OperationCanceledException>();
        }

        await (await Chat.Create(Log)).Say("later in the queue");
        (await chat.Read()).Should().ContainSingle().Which.Content.Should().Be("kept");
    }

    [Fact]
    public async Task Who_has_given_up_before_writes_nothing()
    {
        var chat = await Chat.Create(Log);
        var append = () => Log.Append(chat.Of(chat.Next("never")), new CancellationToken(canceled: true)).AsTask();
        await append.Should().ThrowAsync<OperationCanceledException>();
        (await chat.Read()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_full_queue_refuses_at_once_and_loses_nothing_that_it_took()
    {
        await using var small = await database.Open(("QueueLength", "3"), ("BatchLength", "2"));
        var chats = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Chat.Create(Log)));
        Task<Exception?>[] outcomes;
        await using (await database.HoldWrites())
        {
            outcomes = [.. chats.Select(chat => Outcome(() => chat.On(small.Log).Append(chat.Of(chat.Next("x")))))];
            outcomes.Count(outcome => outcome.IsCompletedSuccessfully && outcome.Result is StoreOverloadedException).Should().BeInRange(20 - 3 - 2, 20 - 3);
        }

        var settled = await Task.WhenAll(outcomes).WaitAsync(Waits.Long);
        for (var at = 0; at < chats.Length; at++) (await chats[at].Read()).Should().HaveCount(settled[at] is null ? 1 : 0);
    }

    [Fact]
    public async Task A_queue_full_of_text_refuses_at_once()
    {
        await using var small = await database.Open(("QueueCharacters", "1000"));
        var chat = await Chat.Create(Log);
        var append = () => chat.On(small.Log).Say(new string('x', 1001));
        await append.Should().ThrowAsync<StoreOverloadedException>();
        await chat.On(small.Log).Say(new string('x', 1000));
    }

    [Fact]
    public async Task A_stopping_log_writes_what_it_took_and_refuses_what_comes_later()
    {
        var chats = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Chat.Create(Log)));
        var stopping = await database.Open();
        var log = stopping.Log;
        Task<Message>[] said;
        ValueTask stopped;
        await using (await database.HoldWrites())
        {
            said = [.. chats.Select(chat => chat.On(log).Say("x"))];
            stopped = stopping.DisposeAsync();
        }

        await stopped.AsTask().WaitAsync(Waits.Long);
        await Task.WhenAll(said).WaitAsync(Waits.Long);
        foreach (var chat in chats) (await chat.Read()).Should().ContainSingle();
        var late = () => log.Append(chats[0].Of(chats[0].Next("late")), default).AsTask();
        await late.Should().ThrowAsync<StoreUnavailableException>();
    }

    /// <summary>Lets the appends wait together, then all go; answers what each threw, or null.</summary>
    private async Task<Exception?[]> InOneGroup(IEnumerable<SessionAppend> appends)
    {
        Task<Exception?>[] outcomes;
        await using (await database.HoldWrites())
        {
            // The writer takes this one and waits for the lock; all others gather behind it.
            var first = Chat.Create(Log);
            outcomes = [.. appends.Select(append => Outcome(() => Log.Append(append, default).AsTask()))];
            outcomes.Should().AllSatisfy(outcome => outcome.IsCompleted.Should().BeFalse());
        }

        return await Task.WhenAll(outcomes).WaitAsync(Waits.Long);
    }

    private static async Task<Exception?> Outcome(Func<Task> append)
    {
        try
        {
            await append();
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}

public sealed class SqliteGroupingTests(SqliteFixture database) : GroupingContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresGroupingTests(PostgresFixture database) : GroupingContract(database), IClassFixture<PostgresFixture>;
