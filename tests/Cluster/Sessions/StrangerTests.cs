using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

public sealed class StrangerTests : IAsyncLifetime
{
    private SessionFixture _fixture = null!;

    public async Task InitializeAsync() => _fixture = await SessionFixture.Start();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    /// <summary>Every method of the session that takes a caller, but for making one.</summary>
    private static readonly Dictionary<string, Func<IChatSession, Caller, Task<Refusal?>>> Methods = new()
    {
        [nameof(IChatSession.Read)] = async (session, caller) => (await session.Read(caller)).Refusal,
        [nameof(IChatSession.Join)] = async (session, caller) => (await session.Join(caller, -5)).Refusal,
        [nameof(IChatSession.History)] = async (session, caller) => (await session.History(caller, new(-1, -1, 0))).Refusal,
        [nameof(IChatSession.Notes)] = async (session, caller) => (await session.Notes(caller, new(null, null, 10))).Refusal,
        [nameof(IChatSession.RefuseFile)] = (session, caller) => session.RefuseFile(caller, gives: true),
        [nameof(IChatSession.Send)] = async (session, caller) => (await session.Send(caller, new("", ""))).Refusal,
        [nameof(IChatSession.Note)] = async (session, caller) => (await session.Note(caller, new("", ""))).Refusal,
        [nameof(IChatSession.Typing)] = (session, caller) => session.Typing(caller, true),
        [nameof(IChatSession.View)] = async (session, caller) => (await session.View(caller, isViewing: true, isTyping: true)).Refusal,
        [nameof(IChatSession.Summary)] = async (session, caller) => (await session.Summary(caller)).Refusal,
        [nameof(IChatSession.Suggest)] = async (session, caller) => (await session.Suggest(caller)).Refusal,
        [nameof(IChatSession.Moods)] = async (session, caller) => (await session.Moods(caller)).Refusal,
        [nameof(IChatSession.MarkRead)] = (session, caller) => session.MarkRead(caller, -1),
        [nameof(IChatSession.Recall)] = (session, caller) => session.Recall(caller, 1),
        [nameof(IChatSession.React)] = (session, caller) => session.React(caller, -1, "x", true),
        [nameof(IChatSession.Rate)] = (session, caller) => session.Rate(caller, new(9, "\0")),
        [nameof(IChatSession.Receipts)] = async (session, caller) => (await session.Receipts(caller, -1)).Refusal,
        [nameof(IChatSession.Members)] = async (session, caller) => (await session.Members(caller, null, 0)).Refusal,
        [nameof(IChatSession.Invite)] = async (session, caller) => (await session.Invite(caller, [])).Refusal,
        [nameof(IChatSession.RemoveMember)] = (session, caller) => session.RemoveMember(caller, caller.UserId),
        [nameof(IChatSession.SetRole)] = async (session, caller) => (await session.SetRole(caller, "nobody", GroupRole.Owner)).Refusal,
        [nameof(IChatSession.Rename)] = async (session, caller) => (await session.Rename(caller, "\0")).Refusal,
        [nameof(IChatSession.Delete)] = (session, caller) => session.Delete(caller),
        [nameof(IChatSession.RequestHuman)] = async (session, caller) => (await session.RequestHuman(caller, new("nowhere", null))).Refusal,
        [nameof(IChatSession.CancelRequest)] = (session, caller) => session.CancelRequest(caller),
        [nameof(IChatSession.Close)] = (session, caller) => session.Close(caller, "\0"),
        [nameof(IChatSession.StopReply)] = (session, caller) => session.StopReply(caller),
        [nameof(IChatSession.RetryReply)] = (session, caller) => session.RetryReply(caller),
        [nameof(IChatSession.Accept)] = async (session, caller) => (await session.Accept(caller)).Refusal,
        [nameof(IChatSession.Decline)] = (session, caller) => session.Decline(caller),
        [nameof(IChatSession.Transfer)] = (session, caller) => session.Transfer(caller, new(null, null, "\0")),
    };

    [Fact]
    public void No_method_is_forgotten() =>
        typeof(IChatSession).GetMethods().Select(method => method.Name).Should().BeEquivalentTo([.. Methods.Keys, nameof(IChatSession.Create)]);

    [Fact]
    public async Task A_stranger_cannot_tell_a_session_from_none()
    {
        var id = await _fixture.Support();
        await _fixture.Session(id).Say(People.Visitor, "secret");
        var before = _fixture.Log.All(id);

        foreach (var (name, call) in Methods)
        {
            foreach (var stranger in new[] { People.OtherVisitor, People.Buyer, People.AgentElsewhere })
            {
                var here = await call(_fixture.Session(id), stranger);
                var nowhere = await call(_fixture.Session(Guid.CreateVersion7()), stranger);
                here.Should().Be(Refusal.NoSuchSession, "{0} by {1}", name, stranger.UserId);
                nowhere.Should().Be(here, name);
            }
        }
        _fixture.Log.All(id).Should().Equal(before);
        _fixture.Queue.Calls.All.Should().BeEmpty();
    }

    [Fact]
    public async Task With_the_database_away_strangers_and_members_get_the_same_answer()
    {
        var id = await _fixture.Support();
        await _fixture.Cluster.Deactivate(_fixture.Session(id));
        _fixture.Log.Away = true;
        foreach (var (name, call) in Methods)
        {
            foreach (var caller in new[] { People.Visitor, People.OtherVisitor })
                (await call(_fixture.Session(id), caller))!.Code.Should().Be(RefusalCode.StoreUnavailable, name);
        }
        _fixture.Log.Away = false;
        (await _fixture.Session(id).Read(People.Visitor)).Refusal.Should().BeNull();
    }

    [Fact]
    public async Task What_does_not_exist_keeps_no_memory()
    {
        var nowhere = _fixture.Session(Guid.CreateVersion7());
        await nowhere.Read(People.Visitor);
        await _fixture.Cluster.Gone(nowhere);

        var deleted = await _fixture.Support();
        await _fixture.Session(deleted).Delete(People.Visitor);
        await _fixture.Session(deleted).Read(People.Visitor);
        await _fixture.Cluster.Gone(_fixture.Session(deleted));
    }

    [Fact]
    public async Task A_session_that_does_not_exist_can_be_made_after_it_was_asked_for()
    {
        var id = Guid.CreateVersion7();
        (await _fixture.Session(id).Read(People.Visitor)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await _fixture.Session(id).Create(People.Visitor, new(SessionKind.Assistant, null, null, []))).Refusal.Should().BeNull();
        (await _fixture.Session(id).Create(People.Visitor, new(SessionKind.Assistant, null, null, []))).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        (await _fixture.Session(id).Read(People.Visitor)).Value!.Header.LastSeq.Should().Be(0, "making a session is no entry");
    }

    [Fact]
    public async Task A_session_is_made_at_a_desk_that_exists_with_people_who_exist()
    {
        async Task<string?> Code(Caller caller, NewSession session) =>
            (await _fixture.Session(Guid.CreateVersion7()).Create(caller, session)).Refusal?.Code;

        (await Code(People.Visitor, new(SessionKind.Support, "nowhere", null, []))).Should().Be(RefusalCode.NotFound);
        (await Code(People.Buyer, new(SessionKind.Group, null, null, [new("ghost", "Ghost", UserRole.Customer, 0)]))).Should().Be(RefusalCode.NotFound);
        (await Code(People.Admin, new(SessionKind.Assistant, null, null, []))).Should().Be(RefusalCode.Forbidden);
        _fixture.Cluster.Stores.Users.Add(People.Admin);
        (await Code(People.Buyer, new(SessionKind.Group, null, null, [new("root", "Root", UserRole.Customer, 0)]))).Should().Be(RefusalCode.NotFound);
    }
}
