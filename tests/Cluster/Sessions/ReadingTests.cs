using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

public sealed class ReadingTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SessionFixture.Start();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task History_is_paged_both_ways_and_joining_goes_on_where_one_left()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        for (var i = 1; i <= 60; i++) await _fixture.Session(id).Say(People.Visitor, $"{i}");
        async Task<(long[] Seqs, bool HasMore)> Page(long? after, long? before, int limit)
        {
            var page = (await _fixture.Session(id).History(People.Agent, new(after, before, limit))).Value!;
            page.LastSeq.Should().Be(60);
            return ([.. page.Messages.Select(message => message.Seq)], page.HasMore);
        }

        (await Page(null, null, 3)).Should().BeEquivalentTo((new long[] { 58, 59, 60 }, true));
        (await Page(null, 3, 10)).Should().BeEquivalentTo((new long[] { 1, 2 }, false));
        (await Page(57, null, 2)).Should().BeEquivalentTo((new long[] { 58, 59 }, true));
        (await Page(58, null, 2)).Should().BeEquivalentTo((new long[] { 59, 60 }, false));
        (await Page(60, null, 2)).Should().BeEquivalentTo((Array.Empty<long>(), false));

        var joined = (await _fixture.Session(id).Join(People.Agent, 55)).Value!;
        joined.History.Messages.Select(message => message.Seq).Should().Equal(56, 57, 58, 59, 60);
        (await _fixture.Session(id).Join(People.Agent, null)).Value!.History.Messages.Should().HaveCount(HistoryRange.UsualEntries);
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData(null, null, 201)]
    [InlineData(-1L, null, 10)]
    [InlineData(null, -1L, 10)]
    [InlineData(1L, 5L, 10)]
    public async Task A_range_that_is_none_is_refused(long? after, long? before, int limit)
    {
        var id = await _fixture.Support();
        (await _fixture.Session(id).History(People.Visitor, new(after, before, limit))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public async Task Unread_counts_come_from_cursors_which_only_move_forward()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        for (var i = 0; i < 5; i++) await _fixture.Session(id).Say(People.Visitor, "hello");
        await _fixture.Session(id).Say(People.Agent, "yes?");
        var tape = await _fixture.Cluster.Listen(id);
        async Task<int> Unread(Caller caller) => (await _fixture.Session(id).Read(caller)).Value!.Unread;

        (await Unread(People.Agent)).Should().Be(5);
        (await Unread(People.Visitor)).Should().Be(1);
        (await _fixture.Session(id).MarkRead(People.Agent, 3)).Should().BeNull();
        (await Unread(People.Agent)).Should().Be(2);
        (await _fixture.Session(id).MarkRead(People.Agent, 1)).Should().BeNull();
        (await Unread(People.Agent)).Should().Be(2);
        (await _fixture.Session(id).MarkRead(People.Agent, 1_000)).Should().BeNull();
        (await Unread(People.Agent)).Should().Be(0);

        _fixture.Log.MembersOf(id).Single(member => member.UserId == "a1").ReadSeq.Should().Be(6, "never beyond the log's end");
        await tape.Expect<ReadMoved>(moved => moved.Seq == 6);
        tape.All.OfType<ReadMoved>().Select(moved => moved.Seq).Should().Equal(3, 6);
        (await _fixture.Session(id).MarkRead(People.Agent, -1))!.Code.Should().Be(RefusalCode.Invalid);
        await _fixture.Cluster.KillAndRestart();
        (await Unread(People.Agent)).Should().Be(0);
    }

    [Fact]
    public async Task Cursors_that_move_at_once_share_writes()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        for (var i = 0; i < 30; i++) await _fixture.Session(id).Say(People.Visitor, "hello");
        var commits = _fixture.Log.Commits;
        Task<Refusal?[]> marks;
        using (_fixture.Log.Slow())
        {
            marks = Task.WhenAll(Enumerable.Range(1, 30).Select(seq => _fixture.Session(id).MarkRead(People.Agent, seq)));
            await _fixture.Control(id).Header();
        }

        (await marks).Should().OnlyContain(refusal => refusal == null);
        _fixture.Log.MembersOf(id).Single(member => member.UserId == "a1").ReadSeq.Should().Be(30);
        (_fixture.Log.Commits - commits).Should().BeInRange(1, 3);
    }

    [Fact]
    public async Task A_cursor_that_could_not_be_stored_goes_with_the_next_write()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        await _fixture.Session(id).Say(People.Visitor, "hello");
        _fixture.Log.FailNext(StoreFault.Away);
        (await _fixture.Session(id).MarkRead(People.Agent, 1))!.Code.Should().Be(RefusalCode.StoreUnavailable);
        await _fixture.Session(id).Say(People.Visitor, "still there?");
        _fixture.Log.MembersOf(id).Single(member => member.UserId == "a1").ReadSeq.Should().Be(1);
    }

    [Fact]
    public async Task Who_watches_changes_nothing()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "hello");
        var session = _fixture.Session(id);
        foreach (var watcher in new[] { People.Admin, People.Agent })
        {
            (await session.Join(watcher, null)).Value!.Session.Unread.Should().Be(0);
            (await session.MarkRead(watcher, 1))!.Code.Should().Be(RefusalCode.Forbidden);
            (await session.Typing(watcher, true))!.Code.Should().Be(RefusalCode.Forbidden);
            (await session.Rename(watcher, "mine")).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        }
        (await session.Send(People.Admin, new("c1", "I am the admin"))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await session.Read(People.Visitor)).Value!.Members.Should().ContainSingle();
    }

    [Fact]
    public async Task Typing_is_shown_and_not_stored()
    {
        var id = await _fixture.Support();
        var tape = await _fixture.Cluster.Listen(id);
        (await _fixture.Session(id).Typing(People.Visitor, true)).Should().BeNull();
        (await tape.Expect<TypingChanged>()).Should().BeEquivalentTo(new { UserId = "v-1", IsTyping = true });
        _fixture.Log.All(id).Should().BeEmpty();
    }

    [Fact]
    public async Task Notes_are_the_staffs_alone()
    {
        var id = await _fixture.Support();
        var shared = await _fixture.Cluster.Listen(id);
        var notes = await _fixture.Cluster.Listen<SessionEvent>(StreamNames.Notes(id));
        var receipt = (await _fixture.Session(id).Note(People.Agent, new("n1", "a regular"))).Value!;
        (await _fixture.Session(id).Note(People.Agent, new("n1", "a regular"))).Value!.Should().Be(receipt with { Duplicate = true });

        (await notes.Expect<NoteAppended>()).Note.Content.Should().Be("a regular");
        receipt.Seq.Should().Be(1);
        (await _fixture.Session(id).Notes(People.Colleague, new(null, null, 10))).Value!.Messages.Should().ContainSingle();
        (await _fixture.Session(id).Notes(People.Admin, new(null, null, 10))).Value!.Messages.Should().ContainSingle();
        (await _fixture.Session(id).Note(People.Admin, new("n2", "admin"))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);

        (await _fixture.Session(id).Notes(People.Visitor, new(null, null, 10))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await _fixture.Session(id).Note(People.Visitor, new("n3", "me too"))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        var visitor = (await _fixture.Session(id).Join(People.Visitor, null)).Value!;
        visitor.Notes.Should().BeNull();
        visitor.Session.Header.LastNoteSeq.Should().Be(0, "not even that there are notes is told");
        shared.All.Should().BeEmpty();
        _fixture.Log.All(id).Should().BeEmpty();
    }

    [Fact]
    public async Task A_recalled_message_is_empty_for_everybody_and_the_log_says_so()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        await _fixture.Session(id).Say(People.Visitor, "my password is 1234");
        var tape = await _fixture.Cluster.Listen(id);

        (await _fixture.Session(id).Recall(People.Agent, 1))!.Code.Should().Be(RefusalCode.Forbidden);
        (await _fixture.Session(id).Recall(People.Visitor, 7))!.Code.Should().Be(RefusalCode.NotFound);
        (await _fixture.Session(id).Recall(People.Visitor, 1)).Should().BeNull();
        (await _fixture.Session(id).Recall(People.Visitor, 1)).Should().BeNull("it is taken back already");

        (await tape.Expect<MessagesAppended>()).Messages.Single().Event.Should().BeEquivalentTo(new { Name = SystemEventName.Recalled });
        var page = (await _fixture.Session(id).History(People.Agent, new(null, null, 10))).Value!;
        page.Messages.Should().HaveCount(2);
        page.Messages[0].Should().BeEquivalentTo(new { Content = "", Recalled = true });
        page.Messages[1].Event!.Args.Should().Contain("seq", "1");
        (await _fixture.Session(id).Recall(People.Visitor, 2))!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Fact]
    public async Task A_message_is_not_taken_back_when_its_time_has_passed()
    {
        var id = await _fixture.Direct(People.Visitor, People.Agent);
        await _fixture.Session(id).Say(People.Visitor, "for ever");
        _fixture.Cluster.Time.Advance(TimeSpan.FromSeconds(121));
        (await _fixture.Session(id).Recall(People.Visitor, 1))!.Code.Should().Be(RefusalCode.Conflict);
        _fixture.Log.All(id).Single().Content.Should().Be("for ever");
    }

    [Fact]
    public async Task A_title_changes_once_for_all()
    {
        var id = await _fixture.Support();
        (await _fixture.Session(id).Rename(People.Visitor, "退貨")).Value!.Header.Title.Should().Be("退貨");
        await _fixture.Session(id).Rename(People.Visitor, "退貨");
        (await _fixture.Session(id).Rename(People.Visitor, new('x', 201))).Refusal!.Code.Should().Be(RefusalCode.TooLong);
        _fixture.Log.All(id).Should().ContainSingle().Which.Event!.Args.Should().Contain("title", "退貨");
    }

    [Fact]
    public async Task Two_people_have_one_line_however_often_and_by_whom_it_is_opened()
    {
        _fixture.Cluster.Stores.Users.Add(People.Visitor);
        _fixture.Cluster.Stores.Users.Add(People.Buyer);
        var line = _fixture.Cluster.Client.GetGrain<IDirectLine>(IDirectLine.KeyOf("b1", "v-1"));
        var views = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => i % 2 == 0 ? line.Open(People.Visitor, "b1", "Hello") : line.Open(People.Buyer, "v-1", null)));
        views.Select(view => view.Value!.Header.SessionId).Distinct().Should().ContainSingle();
        views[0].Value!.Members.Select(member => member.Name).Should().BeEquivalentTo("Vera", "Bao");

        (await line.Open(People.Agent, "b1", null)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await Line("v-1", "v-1").Open(People.Visitor, "v-1", null)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Line("v-1", "nul\0").Open(People.Visitor, "nul\0", null)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await Line("v-1", "ghost").Open(People.Visitor, "ghost", null)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
    }

    [Fact]
    public async Task A_line_that_was_deleted_can_be_opened_anew()
    {
        var first = await _fixture.Direct(People.Visitor, People.Buyer);
        (await _fixture.Session(first).Delete(People.Visitor)).Should().BeNull();
        (await _fixture.Direct(People.Visitor, People.Buyer)).Should().NotBe(first);
    }

    [Fact]
    public async Task A_list_holds_ones_own_sessions_newest_first_with_what_is_unread()
    {
        var old = await _fixture.Support();
        _fixture.Cluster.Time.Advance(TimeSpan.FromMinutes(1));
        var recent = await _fixture.Direct(People.Visitor, People.Buyer);
        await _fixture.Session(recent).Say(People.Buyer, "hello");
        var list = _fixture.Cluster.Client.GetGrain<ISessionList>("v-1");

        var page = (await list.List(People.Visitor, null, 1)).Value!;
        page.Sessions.Single().Should().BeEquivalentTo(new { Header = new { SessionId = recent }, Unread = 1 });
        (await list.List(People.Visitor, page.Next, 1)).Value!.Sessions.Single().Header.SessionId.Should().Be(old);
        (await list.List(People.Buyer, null, 10)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await list.List(People.Visitor, null, 0)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await list.List(People.Visitor, "nonsense", 10)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        _fixture.Log.Away = true;
        (await list.List(People.Visitor, null, 10)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
    }

    private IDirectLine Line(string one, string other) => _fixture.Cluster.Client.GetGrain<IDirectLine>(IDirectLine.KeyOf(one, other));
}
