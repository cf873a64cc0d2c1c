using LiveChat.Sessions;

namespace LiveChat.Contract.Stores;

/// <summary>What is asked across sessions.</summary>
public abstract class IndexContract(DatabaseFixture database)
{
    private readonly string _me = "me-" + Guid.CreateVersion7();

    private IMessageLog Log => database.Store.Log;

    private ISessionIndex Index => database.Store.Index;

    [Fact]
    public async Task A_users_sessions_come_newest_first_page_by_page_without_the_deleted()
    {
        var chats = new List<Chat>();
        for (var count = 0; count < 7; count++)
        {
            // Several at one moment: the id decides then.
            chats.Add(await Mine(Chat.NewHeader() with { UpdatedAt = Chat.Start.AddMinutes(count / 3) }));
        }

        await Mine(Chat.NewHeader() with { Status = SessionStatus.Deleted });
        await Chat.Create(Log);

        var (listed, next, pages) = (new List<SessionView>(), (string?)null, 0);
        do
        {
            var page = await Index.ListOf(_me, next, 3, default);
            listed.AddRange(page.Sessions);
            next = page.Next;
            pages++;
        }
        while (next is not null);

        pages.Should().Be(3);
        listed.Select(view => view.Header).Should().Equal(
            chats.Select(chat => chat.Header).OrderByDescending(header => header.UpdatedAt).ThenByDescending(header => header.SessionId.ToString()));
        listed.Should().AllSatisfy(view => view.Members.Select(member => member.UserId).Should().BeEquivalentTo([_me, "m1"]));
    }

    [Fact]
    public async Task Nobodys_list_is_empty()
    {
        var page = await Index.ListOf(_me, null, 10, default);
        page.Sessions.Should().BeEmpty();
        page.Next.Should().BeNull();
    }

    [Fact]
    public async Task The_last_page_that_is_full_has_no_next()
    {
        await Mine(Chat.NewHeader());
        (await Index.ListOf(_me, null, 1, default)).Next.Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("' or 1=1 --")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    public async Task A_position_that_was_not_given_out_is_refused(string next)
    {
        var list = () => Index.ListOf(_me, next, 10, default);
        await list.Should().ThrowAsync<FormatException>();
    }

    [Fact]
    public async Task When_people_last_spoke_is_known_of_the_sessions_that_a_desk_works_on()
    {
        var desk = "d" + Guid.CreateVersion7().ToString("N");
        var (waits, held, open) = (await AtDesk(SessionStatus.Waiting), await AtDesk(SessionStatus.Assigned), await AtDesk(SessionStatus.Open));
        var silent = await AtDesk(SessionStatus.Waiting);
        await waits.Say("1");
        await held.Say("1");
        await held.Say("2", sender: "m1", type: MessageType.Agent);
        await held.Say("3", sender: "ai", type: MessageType.Ai);
        await held.Say("4");
        await open.Say("1");

        (await Index.LastWordsAt(desk, default)).Should().BeEquivalentTo(
        [
            new LastWords(silent.Id, []),
            new LastWords(waits.Id, [new(false, Chat.Start.AddMilliseconds(1))]),
            new LastWords(held.Id, [new(false, Chat.Start.AddMilliseconds(1)), new(true, Chat.Start.AddMilliseconds(2)), new(false, Chat.Start.AddMilliseconds(4))]),
        ], options => options.WithStrictOrderingFor(words => words.Said));
        (await Index.LastWordsAt("nowhere", default)).Should().BeEmpty();

        Task<Chat> AtDesk(SessionStatus status) => Mine(Chat.NewHeader() with { DeskId = desk, Status = status });
    }

    [Fact]
    public async Task Unread_is_what_others_said_after_the_cursor()
    {
        var chat = await Mine(Chat.NewHeader());
        await chat.Say("1", sender: "m1", type: MessageType.Agent);
        await chat.Say("2", sender: "m1", type: MessageType.Agent);
        await chat.Say("3", sender: _me);
        await chat.Append(new SessionAppend { Header = chat.Header, Members = [new SessionMember(_me, "me", UserRole.Customer, 1)] });

        var view = (await Index.ListOf(_me, null, 10, default)).Sessions.Single();

        view.Unread.Should().Be(1);
        view.Members.Single(member => member.UserId == _me).ReadSeq.Should().Be(1);
    }

    [Fact]
    public async Task Of_a_large_group_the_reader_and_those_with_most_say_are_listed_and_all_are_counted()
    {
        var crowd = Enumerable.Range(0, 70).Select(i => new SessionMember($"k{i:00}", "Kim", UserRole.Customer, 0, i == 69 ? GroupRole.Owner : GroupRole.Member, i));
        await Chat.Create(Log, Chat.NewHeader() with { Kind = SessionKind.Group }, [.. crowd, new SessionMember(_me, "me", UserRole.Customer, 3, GroupRole.Member, 2)]);

        var view = (await Index.ListOf(_me, null, 10, default)).Sessions.Single();

        view.MemberCount.Should().Be(71);
        view.Members.Should().HaveCount(SessionView.MostMembers)
            .And.Contain(new SessionMember(_me, "me", UserRole.Customer, 3, GroupRole.Member, 2))
            .And.Contain(new SessionMember("k69", "Kim", UserRole.Customer, 0, GroupRole.Owner, 69));
    }

    [Fact]
    public async Task A_desk_has_those_that_wait_or_are_assigned()
    {
        var desk = "desk-" + Guid.CreateVersion7();
        var waiting = await Chat.Create(Log, Chat.NewHeader() with { DeskId = desk, Status = SessionStatus.Waiting, WaitingSince = Chat.Start });
        var assigned = await Chat.Create(Log, Chat.NewHeader() with { DeskId = desk, Status = SessionStatus.Assigned, AssigneeId = "m1" });
        await Chat.Create(Log, Chat.NewHeader() with { DeskId = desk });
        var closed = await Chat.Create(Log, Chat.NewHeader() with { DeskId = desk, Status = SessionStatus.Waiting });
        await closed.Append(new SessionAppend { Header = closed.Header with { Status = SessionStatus.Closed } });

        (await Index.AtDesk(desk, default)).Should().BeEquivalentTo([waiting.Header, assigned.Header]);
        (await Index.BusyDesks(default)).Should().Contain(desk).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task An_idle_desk_is_not_busy()
    {
        var desk = "desk-" + Guid.CreateVersion7();
        await Chat.Create(Log, Chat.NewHeader() with { DeskId = desk, Status = SessionStatus.Closed });
        (await Index.AtDesk(desk, default)).Should().BeEmpty();
        (await Index.BusyDesks(default)).Should().NotContain(desk);
    }

    [Fact]
    public async Task Creators_are_named_however_many_are_asked_for()
    {
        var chat = await Chat.Create(Log);
        Guid[] many = [.. Enumerable.Range(0, 1200).Select(_ => Guid.CreateVersion7()), chat.Id];
        (await Index.CreatorNames(many, default)).Should().Equal(new Dictionary<Guid, string> { [chat.Id] = "保安堂药房" });
        (await Index.CreatorNames([], default)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_unknown_direct_key_is_null() => (await Index.FindDirect("nobody|noone", default)).Should().BeNull();

    private Task<Chat> Mine(SessionHeader header) =>
        Chat.Create(Log, header, new SessionMember(_me, "me", UserRole.Customer, 0), new SessionMember("m1", "m", UserRole.Agent, 0));
}

public sealed class SqliteIndexTests(SqliteFixture database) : IndexContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresIndexTests(PostgresFixture database) : IndexContract(database), IClassFixture<PostgresFixture>;
