using FsCheck;
using FsCheck.Fluent;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Sessions;

/// <summary>
/// Random histories of a group, next to a model of it: people invite, remove, leave, give roles, speak and read, with and
/// without the right to; activations come and go and the database fails. Whatever happens: an open group has an owner, who
/// is not in it has no access, numbers have no gap, the stored members are those that the log tells of, and what is unread
/// is what others said after the cursor.
/// </summary>
public sealed class GroupModelTests : IAsyncLifetime
{
    private const int Histories = 80;
    private const int LongestHistory = 80;

    private static readonly Caller[] Crew = [.. Enumerable.Range(0, 6).Select(i => new Caller($"k{i}", $"Kim {i}", UserRole.Agent, ["m1"]))];

    private SessionFixture _fixture = null!;

    public async Task InitializeAsync()
    {
        _fixture = await SessionFixture.Start();
        foreach (var person in Crew)
        {
            _fixture.Cluster.Stores.Users.Add(person);
            await _fixture.Cluster.Stores.Desks.SaveSeat(new("m1", person.UserId, person.Name, 4), CancellationToken.None);
        }
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_group_keeps_its_promises_through_any_history()
    {
        var histories = Gen.Choose(1, LongestHistory).SelectMany(Step.Any.ArrayOf).Sample(Histories);
        foreach (var history in histories) await new Life(_fixture).Play(history);
    }

    /// <summary>Somebody does something, perhaps to somebody.</summary>
    private sealed record Step(string Kind, int Who, int Whom, int Number)
    {
        public static Gen<Step> Any { get; } = Gen.Frequency(
            (6, Of("send")), (4, Of("read")), (4, Of("invite")), (3, Of("remove")), (2, Of("leave")), (3, Of("role")),
            (1, Of("deactivate")), (1, Of("lost")), (1, Of("away")), (1, Of("taken")));

        private static Gen<Step> Of(string kind) =>
            from who in Gen.Choose(0, Crew.Length - 1)
            from whom in Gen.Choose(0, Crew.Length - 1)
            from number in Gen.Choose(0, 60)
            select new Step(kind, who, whom, number);

        public override string ToString() => $"{Kind} {Who} {Whom} {Number}";
    }

    /// <summary>A group that goes through one history.</summary>
    private sealed class Life(SessionFixture fixture)
    {
        private readonly Guid _id = Guid.CreateVersion7();

        private IChatSession Group => fixture.Session(_id);

        public async Task Play(Step[] history)
        {
            fixture.Log.Heal();
            (await Group.Create(Crew[0], new(SessionKind.Group, null, null, [new(Crew[1].UserId, "", UserRole.Agent, 0)]))).Refusal.Should().BeNull();
            for (var at = 0; at < history.Length; at++)
            {
                var because = string.Join(", ", history.Take(at + 1).AsEnumerable());
                await Do(history[at], because);
                Check(because);
            }
            await CheckAccess(string.Join(", ", history.AsEnumerable()));
        }

        private async Task Do(Step step, string because)
        {
            var (who, whom) = (Crew[step.Who], Crew[step.Whom]);
            var (role, targetRole) = (RoleOf(who), RoleOf(whom));
            var open = fixture.Log.HeaderOf(_id)!.Status is not SessionStatus.Closed;
            switch (step.Kind)
            {
                case "send":
                    MayOnlyIf(open && role is not null, (await Group.Send(who, new($"c{Guid.CreateVersion7()}", "hello"))).Refusal, because);
                    break;
                case "read":
                    MayOnlyIf(role is not null, await Group.MarkRead(who, step.Number), because);
                    break;
                case "invite":
                    MayOnlyIf(open && role >= GroupRole.Admin, (await Group.Invite(who, [whom.UserId])).Refusal, because);
                    break;
                case "remove" when who != whom:
                    MayOnlyIf(open && role >= GroupRole.Admin && (role is GroupRole.Owner || targetRole is GroupRole.Member) && targetRole is not null,
                        await Group.RemoveMember(who, whom.UserId), because);
                    break;
                case "leave":
                    MayOnlyIf(role is not null, await Group.RemoveMember(who, who.UserId), because);
                    break;
                case "role":
                    var wanted = (GroupRole)(1 + (step.Number % 3));
                    var lastOwner = targetRole is GroupRole.Owner && wanted is not GroupRole.Owner && Members.Count(member => member.GroupRole is GroupRole.Owner) == 1;
                    MayOnlyIf(open && role is GroupRole.Owner && targetRole is not null && !lastOwner, (await Group.SetRole(who, whom.UserId, wanted)).Refusal, because);
                    break;
                case "deactivate": await fixture.Cluster.Deactivate(Group); break;
                case "lost": fixture.Log.FailNext(StoreFault.AnswerLost); break;
                case "away": fixture.Log.FailNext(StoreFault.Away); break;
                case "taken": fixture.Log.FailNext(StoreFault.Taken); break;
            }
        }

        /// <summary>Who may not is refused; who may is refused only when the database fails.</summary>
        private static void MayOnlyIf(bool may, Refusal? refusal, string because)
        {
            if (may) refusal?.Code.Should().Be(RefusalCode.StoreUnavailable, because);
            else refusal.Should().NotBeNull(because);
        }

        private void Check(string because)
        {
            var log = fixture.Log.All(_id);
            log.Select(entry => entry.Seq).Should().Equal(Enumerable.Range(1, log.Length).Select(seq => (long)seq), because);
            var told = Told(log);
            Members.ToDictionary(member => member.UserId, member => member.GroupRole!.Value).Should().BeEquivalentTo(told, because);
            if (fixture.Log.HeaderOf(_id)!.Status is SessionStatus.Closed) told.Should().BeEmpty(because);
            else told.Values.Should().Contain(GroupRole.Owner, because);
            Members.Where(member => member.ReadSeq > log.Length || member.JoinedSeq > member.ReadSeq).Should().BeEmpty(because);
        }

        /// <summary>The members as a reader of the log alone knows them.</summary>
        private static Dictionary<string, GroupRole> Told(Message[] log)
        {
            Dictionary<string, GroupRole> told = new() { [Crew[0].UserId] = GroupRole.Owner, [Crew[1].UserId] = GroupRole.Member };
            foreach (var change in log.Select(entry => entry.Event).OfType<SystemEvent>())
            {
                switch (change.Name)
                {
                    case SystemEventName.Joined: told.Add(change.Args["userId"], GroupRole.Member); break;
                    case SystemEventName.Left or SystemEventName.Removed: told.Remove(change.Args["userId"]).Should().BeTrue(); break;
                    case SystemEventName.RoleChanged: told[change.Args["userId"]] = Enum.Parse<GroupRole>(change.Args["role"], ignoreCase: true); break;
                }
            }
            return told;
        }

        private async Task CheckAccess(string because)
        {
            fixture.Log.Heal();
            foreach (var person in Crew)
            {
                var read = await Group.Read(person);
                if (Members.SingleOrDefault(member => member.UserId == person.UserId) is not { } member)
                {
                    read.Refusal.Should().Be(Refusal.NoSuchSession, because);
                    (await Group.History(person, new(null, null, 10))).Refusal!.Code.Should().Be(RefusalCode.NotFound, because);
                    (await Group.Join(person, null)).Refusal!.Code.Should().Be(RefusalCode.NotFound, because);
                    continue;
                }
                var unread = fixture.Log.All(_id).Count(entry => entry.Seq > member.ReadSeq && entry.Type is not MessageType.System && entry.SenderId != person.UserId);
                read.Value!.Unread.Should().Be(unread, because);
            }
        }

        private SessionMember[] Members => fixture.Log.MembersOf(_id);

        private GroupRole? RoleOf(Caller person) => Members.SingleOrDefault(member => member.UserId == person.UserId)?.GroupRole;
    }
}
