using LiveChat.Presence;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

/// <summary>Groups: who comes, who goes, who may, and who hears of it.</summary>
public sealed class GroupTests : IAsyncLifetime
{
    private static readonly Caller[] Everybody = [People.Buyer, People.Agent, People.Colleague, People.AgentElsewhere, People.Visitor];

    private SessionFixture _fixture = null!;

    public async Task InitializeAsync()
    {
        _fixture = await SessionFixture.Start(options => options.MaxMembers = 25);
        foreach (var person in Everybody) _fixture.Cluster.Stores.Users.Add(person);
        foreach (var agent in Everybody.Where(person => person.Role is UserRole.Agent))
            await _fixture.Cluster.Stores.Desks.SaveSeat(new(agent.Desks[0], agent.UserId, agent.Name, 4), CancellationToken.None);
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Who_makes_a_group_owns_it()
    {
        var group = await Group(People.Buyer, People.Agent);
        var view = (await group.Read(People.Agent)).Value!;
        view.Members.Select(member => (member.UserId, member.GroupRole)).Should().BeEquivalentTo([("b1", (GroupRole?)GroupRole.Owner), ("a1", GroupRole.Member)]);
        (view.MemberCount, view.Header.LastSeq).Should().Be((2, 0));
    }

    [Fact]
    public async Task Who_is_invited_hears_of_it_reads_what_was_said_and_has_nothing_unread()
    {
        var group = await Group(People.Buyer, People.Agent);
        for (var i = 0; i < 5; i++) await group.Say(People.Buyer, "before");
        var (tape, inbox) = (await _fixture.Cluster.Listen(group.GetPrimaryKey()), await Inbox(People.Colleague));

        var invited = (await group.Invite(People.Buyer, ["a2"])).Value!;

        invited.MemberCount.Should().Be(3);
        var entry = (await tape.Expect<MessagesAppended>()).Messages.Single();
        (entry.Type, entry.Event!.Name).Should().Be((MessageType.System, SystemEventName.Joined));
        entry.Event.Args.Should().Equal(new Dictionary<string, string> { ["userId"] = "a2", ["name"] = "Abe", ["by"] = "b1", ["byName"] = "Bao" });
        (await inbox.Expect<SessionListed>()).Session.Members.Should().Contain(member => member.UserId == "a2" && member.JoinedSeq == 6);
        var joined = (await group.Join(People.Colleague, null)).Value!;
        joined.History.Messages.Should().HaveCount(6);
        joined.Session.Unread.Should().Be(0);
    }

    [Fact]
    public async Task Inviting_who_is_there_changes_nothing()
    {
        var group = await Group(People.Buyer, People.Agent);
        (await group.Invite(People.Buyer, ["a1", "b1"])).Value!.Header.LastSeq.Should().Be(0);
        (await group.Invite(People.Buyer, ["a2", "a2", "a1"])).Value!.MemberCount.Should().Be(3);
        (await group.Read(People.Buyer)).Value!.Header.LastSeq.Should().Be(1);
    }

    [Fact]
    public async Task Nobody_is_invited_whom_the_inviter_does_not_know_and_the_answer_does_not_tell_whether_they_exist()
    {
        var group = await Group(People.Agent, People.Colleague);
        foreach (var unknown in new[] { "ghost", "v-1", "a3", "root" })
        {
            var refusal = (await group.Invite(People.Agent, ["a1", unknown])).Refusal!;
            refusal.Should().Be((await group.Invite(People.Agent, ["nobody"])).Refusal);
            refusal.Code.Should().Be(RefusalCode.NotFound);
        }
        (await Made(People.Visitor, "a1")).Refusal!.Code.Should().Be(RefusalCode.NotFound, "a visitor knows nobody");
        (await Made(People.Buyer, "a1", "ghost")).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await Made(People.Buyer, "b1")).Refusal!.Code.Should().Be(RefusalCode.Invalid, "a group is of two at least");
    }

    [Fact]
    public async Task Who_is_removed_is_a_stranger_at_once_and_what_they_said_stays()
    {
        var group = await Group(People.Buyer, People.Agent, People.Colleague);
        await group.Say(People.Agent, "mine");
        var inbox = await Inbox(People.Agent);

        (await group.RemoveMember(People.Buyer, "a1")).Should().BeNull();

        (await inbox.Expect<SessionLeft>()).Should().Be(new SessionLeft(group.GetPrimaryKey(), "removed"));
        (await group.Send(People.Agent, new("c9", "still here?"))).Refusal.Should().Be(Refusal.NoSuchSession);
        (await group.History(People.Agent, new(null, null, 10))).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await group.MarkRead(People.Agent, 1))!.Code.Should().Be(RefusalCode.NotFound);
        (await group.Members(People.Agent, null, 10)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await group.Receipts(People.Agent, 1)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await group.RemoveMember(People.Agent, "a1"))!.Code.Should().Be(RefusalCode.NotFound);
        var history = (await group.History(People.Colleague, new(null, null, 10))).Value!.Messages;
        history.Select(message => message.Event?.Name ?? message.Content).Should().Equal("mine", "removed");
    }

    [Fact]
    public async Task Who_was_removed_and_invited_again_begins_anew()
    {
        var group = await Group(People.Buyer, People.Agent);
        await group.SetRole(People.Buyer, "a1", GroupRole.Admin);
        await group.RemoveMember(People.Buyer, "a1");
        await group.Invite(People.Buyer, ["a1"]);
        _fixture.Log.MembersOf(group.GetPrimaryKey()).Single(member => member.UserId == "a1").Should().Be(new SessionMember("a1", "Ann", UserRole.Agent, 3, GroupRole.Member, 3));
    }

    [Fact]
    public async Task The_last_owner_who_leaves_hands_the_group_on_and_the_last_person_closes_it()
    {
        var group = await Group(People.Buyer, People.Agent, People.Colleague);
        await group.SetRole(People.Buyer, "a2", GroupRole.Admin);

        (await group.RemoveMember(People.Buyer, "b1")).Should().BeNull();
        _fixture.Log.All(group.GetPrimaryKey()).Select(entry => entry.Event!.Name).Should().Equal("role_changed", "left", "role_changed");
        _fixture.Log.MembersOf(group.GetPrimaryKey()).Single(member => member.UserId == "a2").GroupRole.Should().Be(GroupRole.Owner);

        (await group.RemoveMember(People.Agent, "a1")).Should().BeNull();
        (await group.RemoveMember(People.Colleague, "a2")).Should().BeNull();
        _fixture.Log.HeaderOf(group.GetPrimaryKey())!.Status.Should().Be(SessionStatus.Closed);
        _fixture.Log.MembersOf(group.GetPrimaryKey()).Should().BeEmpty();
        (await group.Read(People.Buyer)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
    }

    [Fact]
    public async Task Roles_change_and_say_so_once()
    {
        var group = await Group(People.Buyer, People.Agent, People.Colleague);
        (await group.SetRole(People.Agent, "a2", GroupRole.Admin)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await group.SetRole(People.Buyer, "a1", GroupRole.Admin)).Refusal.Should().BeNull();
        (await group.SetRole(People.Buyer, "a1", GroupRole.Admin)).Value!.Header.LastSeq.Should().Be(1);
        (await group.Rename(People.Agent, "Tea")).Value!.Header.Title.Should().Be("Tea");
        (await group.Rename(People.Colleague, "Coffee")).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await group.RemoveMember(People.Agent, "a2")).Should().BeNull();
        (await group.RemoveMember(People.Agent, "b1"))!.Code.Should().Be(RefusalCode.Forbidden);
    }

    [Fact]
    public async Task Only_groups_have_people_to_invite()
    {
        var direct = _fixture.Session(await _fixture.Direct(People.Buyer, People.Agent));
        (await direct.Invite(People.Buyer, ["a2"])).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        (await direct.RemoveMember(People.Buyer, "b1"))!.Code.Should().Be(RefusalCode.Conflict);
        (await direct.SetRole(People.Buyer, "a1", GroupRole.Admin)).Refusal!.Code.Should().Be(RefusalCode.Conflict);
    }

    [Fact]
    public async Task A_full_group_takes_nobody_more()
    {
        var crowd = await Crowd(25);
        (await Made(People.Agent, [.. crowd.Select(person => person.UserId)])).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        var made = await Made(People.Agent, [.. crowd.Take(24).Select(person => person.UserId)]);
        var group = _fixture.Session(made.Value!.Header.SessionId);
        (await group.Invite(People.Agent, [crowd[24].UserId])).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        (await group.RemoveMember(crowd[0], crowd[0].UserId)).Should().BeNull();
        (await group.Invite(People.Agent, [crowd[24].UserId])).Refusal.Should().BeNull();
    }

    [Fact]
    public async Task Members_come_page_by_page()
    {
        var group = await Group(People.Agent, await Crowd(7));
        List<string> ids = [];
        for (string? next = null; ;)
        {
            var page = (await group.Members(People.Agent, next, 3)).Value!;
            page.Total.Should().Be(8);
            ids.AddRange(page.Members.Select(member => member.UserId));
            if ((next = page.Next) is null) break;
        }
        ids.Should().Equal(ids.Distinct().Order(StringComparer.Ordinal)).And.HaveCount(8);
        (await group.Members(People.Agent, null, 201)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public async Task What_few_read_is_told_name_by_name_and_what_many_read_as_a_number()
    {
        var crowd = await Crowd(24);
        var (small, large) = (await Group(People.Agent, crowd[..5]), await Group(People.Agent, crowd));
        foreach (var (group, readers) in new[] { (small, crowd[..5]), (large, crowd) })
        {
            var tape = await _fixture.Cluster.Listen(group.GetPrimaryKey());
            await group.Say(People.Agent, "read this");
            await Task.WhenAll(readers.Select(reader => group.MarkRead(reader, 1)));
            if (group == small) await Until(tape, all => all.OfType<ReadsMoved>().SelectMany(moved => moved.Cursors).DistinctBy(cursor => cursor.UserId).Count() == 5);
            else await tape.Expect<ReceiptsCounted>(counted => counted is { Seq: 1, ReadBy: 24, Total: 24 });
            tape.All.OfType<ReadMoved>().Should().BeEmpty();
            var receipts = (await group.Receipts(People.Agent, 1)).Value!;
            (receipts.ReadBy, receipts.Total, receipts.Users.Length).Should().Be((readers.Length, readers.Length, readers.Length));
        }
        (await small.Receipts(People.Agent, 2)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await small.Receipts(People.Agent, 0)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public async Task A_crowd_that_reads_at_once_is_told_of_in_few_events_and_stored_in_few_writes()
    {
        await using var big = await SessionFixture.Start(options => options.ReadInterval = TimeSpan.FromMilliseconds(200));
        var crowd = await Crowd(500, big);
        var id = Guid.CreateVersion7();
        (await big.Session(id).Create(People.Buyer, new(SessionKind.Group, null, "all", [.. crowd.Select(person => new SessionMember(person.UserId, "", UserRole.Customer, 0))]))).Refusal.Should().BeNull();
        await big.Session(id).Say(People.Buyer, "hello all");
        var (tape, commits) = (await big.Cluster.Listen(id), big.Log.Commits);

        Task<Refusal?[]> marks;
        using (big.Log.Slow())
        {
            marks = Task.WhenAll(crowd.Select(reader => big.Session(id).MarkRead(reader, 1)));
            await big.Control(id).Header();
        }
        (await marks).Should().OnlyContain(refusal => refusal == null);

        await tape.Expect<ReceiptsCounted>(counted => counted.ReadBy == 500);
        tape.All.OfType<ReceiptsCounted>().Should().HaveCountLessThan(50);
        tape.All.OfType<ReadMoved>().Should().BeEmpty();
        (big.Log.Commits - commits).Should().BeLessThan(10);
        var view = (await big.Session(id).Read(crowd[77])).Value!;
        view.MemberCount.Should().Be(501);
        view.Members.Should().HaveCount(SessionView.MostMembers).And.Contain(member => member.UserId == crowd[77].UserId).And.Contain(member => member.GroupRole == GroupRole.Owner);
    }

    [Fact]
    public async Task When_the_database_is_away_nobody_comes_or_goes()
    {
        var group = await Group(People.Buyer, People.Agent);
        _fixture.Log.Away = true;
        (await group.Invite(People.Buyer, ["a2"])).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await group.RemoveMember(People.Buyer, "a1"))!.Code.Should().Be(RefusalCode.StoreUnavailable);
        _fixture.Log.Away = false;
        (await group.RemoveMember(People.Buyer, "a1")).Should().BeNull();
        (await group.RemoveMember(People.Buyer, "a1"))!.Code.Should().Be(RefusalCode.NotFound);
    }

    private Task<Outcome<SessionView>> Made(Caller owner, params string[] others) => _fixture.Session(Guid.CreateVersion7())
        .Create(owner, new(SessionKind.Group, null, null, [.. others.Select(id => new SessionMember(id, "", UserRole.Customer, 0))]));

    private async Task<IChatSession> Group(Caller owner, params Caller[] others)
    {
        var made = await Made(owner, [.. others.Select(other => other.UserId)]);
        made.Refusal.Should().BeNull();
        return _fixture.Session(made.Value!.Header.SessionId);
    }

    /// <summary>People who work at the agent's desk, so that the agent knows them.</summary>
    private async Task<Caller[]> Crowd(int count, SessionFixture? fixture = null)
    {
        var crowd = Enumerable.Range(0, count).Select(i => new Caller($"k{i:000}", $"Kim {i}", UserRole.Agent, ["m1"])).ToArray();
        foreach (var person in crowd) (fixture ?? _fixture).Cluster.Stores.Users.Add(person);
        await SeatAll(fixture ?? _fixture, crowd);
        return crowd;
    }

    private static Task SeatAll(SessionFixture fixture, Caller[] crowd) =>
        Task.WhenAll(crowd.Select(person => fixture.Cluster.Stores.Desks.SaveSeat(new("m1", person.UserId, person.Name, 4), CancellationToken.None)));

    private Task<EventTape<UserEvent>> Inbox(Caller person) => _fixture.Cluster.Listen<UserEvent>(StreamNames.User(person.UserId));

    private static async Task Until(EventTape<SessionEvent> tape, Func<SessionEvent[], bool> wanted) =>
        await tape.Expect<SessionEvent>(_ => wanted(tape.All));
}
