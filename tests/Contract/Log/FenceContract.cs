using LiveChat.Sessions;

namespace LiveChat.Contract.Log;

/// <summary>One owner of a session, one message for one client id, all or nothing.</summary>
public abstract class FenceContract(DatabaseFixture database)
{
    private IMessageLog Log => database.Store.Log;

    [Fact]
    public async Task A_members_part_in_a_group_is_kept_and_changed()
    {
        var chat = await Chat.Create(Log, Chat.NewHeader() with { Kind = SessionKind.Group }, new SessionMember("b1", "b", UserRole.Customer, 0, GroupRole.Owner), new SessionMember("m1", "m", UserRole.Agent, 2, GroupRole.Member, 1));
        await chat.Append(new SessionAppend { Header = chat.Header, Members = [new SessionMember("m1", "m", UserRole.Agent, 1, GroupRole.Admin, 1)] });
        (await Log.Load(chat.Id, default))!.Members.Should().Equal(
            new SessionMember("b1", "b", UserRole.Customer, 0, GroupRole.Owner), new SessionMember("m1", "m", UserRole.Agent, 2, GroupRole.Admin, 1));
    }

    [Fact]
    public async Task A_repeated_client_id_answers_what_was_stored_first_and_writes_nothing()
    {
        var chat = await Chat.Create(Log);
        var first = await chat.Say("once", "c1");

        var result = await chat.Append(chat.Of(chat.Next("twice", "c1")));

        result.Earlier.Should().BeEquivalentTo(first);
        (await chat.Read()).Should().ContainSingle();
        (await Log.Load(chat.Id, default))!.Header.LastSeq.Should().Be(1);
    }

    [Fact]
    public async Task A_repeated_client_id_is_known_to_a_log_that_has_just_started()
    {
        var chat = await Chat.Create(Log);
        var first = await chat.Say("once", "c1");
        await using var later = await database.Open();

        (await chat.On(later.Log).Append(chat.Of(chat.Next("twice", "c1")))).Earlier.Should().BeEquivalentTo(first);
    }

    [Fact]
    public async Task A_repeat_from_one_who_knows_nothing_of_the_first_is_still_a_repeat()
    {
        var chat = await Chat.Create(Log);
        var stale = chat.On(Log);
        var first = await chat.Say("once", "c1");

        (await stale.Append(stale.Of(stale.Next("twice", "c1")))).Earlier.Should().BeEquivalentTo(first);
    }

    [Fact]
    public async Task A_repeated_note_answers_the_first()
    {
        var chat = await Chat.Create(Log);
        var first = await chat.Note("once", "n1");
        var again = chat.NextNote("twice", "n1");

        var result = await chat.Append(new SessionAppend { Header = chat.Header with { LastNoteSeq = 2 }, Notes = [again] });

        result.Earlier.Should().BeEquivalentTo(first);
    }

    [Fact]
    public async Task Client_ids_of_other_senders_and_sessions_do_not_collide()
    {
        var (one, other) = (await Chat.Create(Log), await Chat.Create(Log));
        await one.Say("a", "c1");
        await one.Say("b", "c1", sender: "m1");
        await other.Say("c", "c1");
        await one.Say("case", "C1");
        (await one.Read()).Should().HaveCount(3);
    }

    [Fact]
    public async Task A_second_owner_cannot_write_and_the_first_goes_on()
    {
        var chat = await Chat.Create(Log);
        var second = chat.On(Log);
        await chat.Say("first");

        await Refused<SequenceTakenException>(second, second.Of(second.Next("second")));

        await chat.Say("next");
        (await chat.Read()).Select(entry => entry.Content).Should().Equal("first", "next");
    }

    [Fact]
    public async Task Of_two_owners_in_two_processes_one_wins_each_number()
    {
        var chat = await Chat.Create(Log);
        await using var other = await database.Open();
        var won = 0;
        await Task.WhenAll(new[] { Log, other.Log }.Select(async log =>
        {
            var mine = chat.On(log);
            for (var count = 0; count < 50; count++)
            {
                try
                {
                    await mine.Say($"{count}");
                    Interlocked.Increment(ref won);
                }
                catch (SequenceTakenException)
                {
                    mine = new Chat(log, (await log.Load(chat.Id, default))!.Header);
                }
            }
        }));

        var entries = await chat.Read();
        entries.Should().HaveCount(won).And.HaveCountGreaterThan(0);
        entries.Select(entry => entry.Seq).Should().Equal(Enumerable.Range(1, won).Select(seq => (long)seq));
    }

    [Fact]
    public async Task What_another_process_changed_can_be_changed_back()
    {
        var chat = await Chat.Create(Log);
        await chat.Say("1");
        var original = chat.Header;
        await using var other = await database.Open();
        await Rename(chat.On(other.Log), "elsewhere");

        var back = new Chat(Log, (await Log.Load(chat.Id, default))!.Header);
        await Rename(back, original.Title);

        (await other.Log.Load(chat.Id, default))!.Header.Should().Be(back.Header);

        static Task Rename(Chat chat, string title)
        {
            var append = chat.Of(chat.Next("", null, "system", MessageType.System));
            return chat.Append(append with { Header = append.Header with { Title = title } });
        }
    }

    [Fact]
    public async Task A_number_that_leaves_a_gap_is_refused()
    {
        var chat = await Chat.Create(Log);
        await Refused<SequenceTakenException>(chat, chat.Of(chat.Next("2", ahead: 2)) with { Header = chat.Header with { LastSeq = 2 } });
        (await chat.Read()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_session_that_does_not_exist_cannot_be_written()
    {
        var nowhere = new Chat(Log, Chat.NewHeader());
        await Refused<SequenceTakenException>(nowhere, nowhere.Of(nowhere.Next("x")));
        (await Log.Load(nowhere.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_session_is_made_once()
    {
        var chat = await Chat.Create(Log);
        await Refused<SequenceTakenException>(chat, new SessionAppend { Header = chat.Header with { Title = "again" }, Created = true });
        (await Log.Load(chat.Id, default))!.Header.Title.Should().Be(chat.Header.Title);
    }

    [Fact]
    public async Task Of_many_who_make_the_same_direct_session_one_succeeds()
    {
        var key = "b1|m1-" + Guid.CreateVersion7();
        await using var other = await database.Open();
        var attempts = await Task.WhenAll(Enumerable.Range(0, 20).Select(async attempt =>
        {
            try
            {
                return await Chat.Create(attempt % 2 == 0 ? Log : other.Log, Chat.NewHeader() with { DirectKey = key });
            }
            catch (SequenceTakenException)
            {
                return null;
            }
        }));

        var made = attempts.Should().ContainSingle(chat => chat != null).Subject!;
        (await database.Store.Index.FindDirect(key, default)).Should().Be(made.Id);
    }

    [Fact]
    public async Task The_direct_key_of_a_deleted_session_is_free_again()
    {
        var key = $"b1|{Guid.CreateVersion7()}";
        var chat = await Chat.Create(Log, Chat.NewHeader() with { DirectKey = key });
        await chat.Append(new SessionAppend { Header = chat.Header with { Status = SessionStatus.Deleted, DirectKey = null } });
        (await database.Store.Index.FindDirect(key, default)).Should().BeNull();
        var next = await Chat.Create(Log, Chat.NewHeader() with { DirectKey = key });
        (await database.Store.Index.FindDirect(key, default)).Should().Be(next.Id);
    }

    [Fact]
    public async Task An_append_is_written_whole_or_not_at_all()
    {
        var chat = await Chat.Create(Log);
        var first = await chat.Say("one", "c1");
        var append = chat.Of(chat.Next("fresh", "c2"), chat.Next("repeat", "c1", ahead: 2)) with
        {
            Notes = [chat.NextNote("note")],
            Members = [new SessionMember("m2", "new", UserRole.Agent, 0)],
            RemovedMembers = ["m1"],
            Amended = first with { Content = "", Recalled = true },
        };
        append = append with { Header = append.Header with { LastNoteSeq = 1, Title = "changed" } };

        (await chat.Append(append)).Earlier.Should().NotBeNull();

        var stored = (await Log.Load(chat.Id, default))!;
        stored.Header.Should().Be(chat.Header);
        stored.Members.Select(member => member.UserId).Should().Equal("b1", "m1");
        (await chat.Read()).Should().ContainSingle().Which.Recalled.Should().BeFalse();
        (await Log.Read(chat.Id, LogKind.Private, new HistoryRange(0, null, 10), default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Recalling_what_does_not_exist_is_refused_and_writes_nothing()
    {
        var chat = await Chat.Create(Log);
        await Refused<SequenceTakenException>(chat, chat.Of(chat.Next("recall")) with { Amended = chat.Next("gone", ahead: 17) });
        (await chat.Read()).Should().BeEmpty();
    }

    [Fact]
    public async Task Cursors_never_move_backwards()
    {
        var chat = await Chat.Create(Log);
        await Move(5);
        await Move(3);
        (await Cursor()).Should().Be(5);
        await Move(6);
        (await Cursor()).Should().Be(6);

        Task Move(long seq) => chat.Append(new SessionAppend { Header = chat.Header, Members = [new SessionMember("b1", "renamed", UserRole.Customer, seq)] });
        async Task<long> Cursor() => (await Log.Load(chat.Id, default))!.Members.Single(member => member.UserId == "b1").ReadSeq;
    }

    [Fact]
    public async Task Members_come_and_go()
    {
        var chat = await Chat.Create(Log);
        await chat.Append(new SessionAppend { Header = chat.Header, Members = [new SessionMember("m2", "二", UserRole.Agent, 0)], RemovedMembers = ["m1", "nobody"] });
        (await Log.Load(chat.Id, default))!.Members.Select(member => member.UserId).Should().Equal("b1", "m2");
        await chat.Append(new SessionAppend { Header = chat.Header, RemovedMembers = ["m2"] });
        (await Log.Load(chat.Id, default))!.Members.Select(member => member.UserId).Should().Equal("b1");
    }

    private static async Task Refused<TException>(Chat chat, SessionAppend append) where TException : Exception
    {
        var attempt = () => chat.Append(append);
        await attempt.Should().ThrowAsync<TException>();
    }
}

public sealed class SqliteFenceTests(SqliteFixture database) : FenceContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresFenceTests(PostgresFixture database) : FenceContract(database), IClassFixture<PostgresFixture>;
