using LiveChat.Desks;
using LiveChat.Sessions;

namespace LiveChat.Contract.Stores;

/// <summary>The conversations of a desk.</summary>
public abstract class DeskSessionContract(DatabaseFixture database)
{
    private readonly string _desk = "desk-" + Guid.CreateVersion7();

    private IDeskSessionIndex Index => database.Store.Get<IDeskSessionIndex>();

    [Fact]
    public async Task They_come_newest_first_page_by_page_with_name_and_last_line()
    {
        var chats = new List<Chat>();
        // Several at one moment: the id decides then.
        for (var count = 0; count < 7; count++) chats.Add(await Spoken(Header() with { CreatedAt = Chat.Start.AddMinutes(count / 3) }, $"line {count}"));
        await chats[0].Say("the answer 😀", sender: "ai", type: MessageType.Ai);
        await chats[0].Append(chats[0].Of(chats[0].Next("closed", sender: "system", type: MessageType.System)));

        var (listed, next, pages) = (new List<DeskSession>(), (string?)null, 0);
        do
        {
            var page = await Index.OfDesk(_desk, All with { Next = next, Limit = 3 }, default);
            listed.AddRange(page.Sessions);
            next = page.Next;
            pages++;
        }
        while (next is not null);

        pages.Should().Be(3);
        listed.Select(row => row.Header).Should().Equal(
            chats.Select(chat => chat.Header).OrderByDescending(header => header.CreatedAt).ThenByDescending(header => header.SessionId.ToString()));
        listed.Should().OnlyContain(row => row.CustomerName == "保安堂药房");
        var first = listed.Single(row => row.Header.SessionId == chats[0].Id);
        (first.LastLine, first.LastType, first.Language).Should().Be(("the answer 😀", MessageType.Ai, "en"), "what the session itself records is nobody's word");
    }

    [Fact]
    public async Task The_ended_and_the_silent_are_left_out_unless_they_are_asked_for()
    {
        var open = await Spoken(Header(), "open");
        var ended = await Spoken(Header() with { Status = SessionStatus.Closed }, "ended");
        await Spoken(Header() with { Status = SessionStatus.Deleted }, "deleted");
        await Spoken(Header() with { DeskId = "another" }, "elsewhere");
        await Chat.Create(database.Store.Log, Header());

        (await Ids(All)).Should().Equal(open.Id);
        (await Ids(All with { Closed = true })).Should().Equal(ended.Id);
    }

    [Fact]
    public async Task They_are_found_by_agent_and_by_customer()
    {
        var mine = await Spoken(Header() with { Status = SessionStatus.Assigned, AssigneeId = "m1" }, "mine");
        var done = await Spoken(Header() with { Status = SessionStatus.Closed, AssigneeId = "m1", CreatedAt = Chat.Start.AddDays(-1) }, "done");
        var others = await Spoken(Header() with { Status = SessionStatus.Assigned, AssigneeId = "m2", CreatorId = "m1" }, "m1 asks");

        (await Ids(All with { AssigneeId = "m1" })).Should().Equal(mine.Id);
        (await Ids(All with { AssigneeId = "m1", Closed = true })).Should().Equal(done.Id);
        (await Ids(All with { CustomerId = "b1" })).Should().Equal(mine.Id, done.Id);
        (await Ids(All with { CustomerId = "m1" })).Should().Equal(others.Id);
        (await Ids(All with { CustomerId = "nobody" })).Should().BeEmpty();
    }

    [Fact]
    public async Task A_line_that_was_taken_back_is_empty()
    {
        var chat = await Spoken(Header(), "oops");
        var said = (await chat.Read())[0];
        await chat.Append(chat.Of(chat.Next("taken back", sender: "system", type: MessageType.System)) with { Amended = said with { Content = "", Recalled = true } });
        (await Index.OfDesk(_desk, All, default)).Sessions.Single().LastLine.Should().BeEmpty();
    }

    [Fact]
    public async Task A_position_that_was_not_given_out_is_refused()
    {
        var list = () => Index.OfDesk(_desk, All with { Next = "' or 1=1 --" }, default);
        await list.Should().ThrowAsync<FormatException>();
    }

    private static DeskSessionQuery All { get; } = new(Closed: false, null, null, null, 50);

    private SessionHeader Header() => Chat.NewHeader() with { DeskId = _desk };

    private async Task<Guid[]> Ids(DeskSessionQuery query) => [.. (await Index.OfDesk(_desk, query, default)).Sessions.Select(row => row.Header.SessionId)];

    private async Task<Chat> Spoken(SessionHeader header, string line)
    {
        var chat = await Chat.Create(database.Store.Log, header);
        await chat.Say(line);
        return chat;
    }
}

public sealed class SqliteDeskSessionTests(SqliteFixture database) : DeskSessionContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresDeskSessionTests(PostgresFixture database) : DeskSessionContract(database), IClassFixture<PostgresFixture>;
