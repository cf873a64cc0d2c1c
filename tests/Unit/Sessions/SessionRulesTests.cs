using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class SessionRulesTests
{
    private const string Ok = "";
    private const string F = RefusalCode.Forbidden;
    private const string C = RefusalCode.Conflict;
    private const string X = RefusalCode.Closed;

    // For each deed and status: visitor (member), agent (has it where assigned), colleague at the desk, admin.
    public static TheoryData<int, SessionStatus, string[]> Table
    {
        get
        {
            TheoryData<int, SessionStatus, string[]> table = [];
            void Row(Deed deed, string[] open, string[] waiting, string[] assigned, string[] closed)
            {
                table.Add((int)deed, SessionStatus.Open, open);
                table.Add((int)deed, SessionStatus.Waiting, waiting);
                table.Add((int)deed, SessionStatus.Assigned, assigned);
                table.Add((int)deed, SessionStatus.Closed, closed);
            }

            Row(Deed.See, [Ok, Ok, Ok, Ok], [Ok, Ok, Ok, Ok], [Ok, Ok, Ok, Ok], [Ok, Ok, Ok, Ok]);
            Row(Deed.SeeNotes, [F, Ok, Ok, Ok], [F, Ok, Ok, Ok], [F, Ok, Ok, Ok], [F, Ok, Ok, Ok]);
            Row(Deed.Note, [F, Ok, Ok, F], [F, Ok, Ok, F], [F, Ok, Ok, F], [F, Ok, Ok, F]);
            Row(Deed.Speak, [Ok, Ok, Ok, F], [Ok, Ok, Ok, F], [Ok, Ok, C, F], [X, X, X, F]);
            Row(Deed.Type, [Ok, F, F, F], [Ok, F, F, F], [Ok, Ok, F, F], [X, X, F, F]);
            Row(Deed.MarkRead, [Ok, F, F, F], [Ok, F, F, F], [Ok, Ok, F, F], [Ok, Ok, F, F]);
            Row(Deed.Recall, [Ok, F, F, F], [Ok, F, F, F], [Ok, Ok, F, F], [X, X, F, F]);
            Row(Deed.React, [Ok, F, F, F], [Ok, F, F, F], [Ok, Ok, F, F], [X, X, F, F]);
            Row(Deed.Rate, [C, F, F, F], [C, F, F, F], [Ok, F, F, F], [Ok, F, F, F]);
            Row(Deed.Rename, [Ok, F, F, F], [Ok, F, F, F], [Ok, Ok, F, F], [X, X, F, F]);
            Row(Deed.Delete, [Ok, F, F, Ok], [Ok, F, F, Ok], [Ok, F, F, Ok], [Ok, F, F, Ok]);
            Row(Deed.RequestHuman, [Ok, F, F, F], [Ok, F, F, F], [C, C, F, F], [X, C, F, F]);
            Row(Deed.CancelRequest, [Ok, F, F, F], [Ok, F, F, F], [C, F, F, F], [X, F, F, F]);
            Row(Deed.Close, [Ok, F, F, F], [Ok, F, F, F], [Ok, Ok, F, F], [Ok, Ok, F, F]);
            Row(Deed.StopReply, [Ok, F, F, F], [Ok, F, F, F], [Ok, Ok, F, F], [X, X, F, F]);
            Row(Deed.RetryReply, [Ok, F, F, F], [C, F, F, F], [C, C, F, F], [X, X, F, F]);
            Row(Deed.Accept, [F, Ok, Ok, F], [F, Ok, Ok, F], [F, Ok, C, F], [F, X, X, F]);
            Row(Deed.Decline, [F, Ok, Ok, F], [F, Ok, Ok, F], [F, Ok, Ok, F], [F, X, X, F]);
            Row(Deed.Transfer, [F, F, F, F], [F, F, F, F], [F, Ok, F, F], [F, X, F, F]);
            Row(Deed.Invite, [C, F, F, F], [C, F, F, F], [C, C, F, F], [C, C, F, F]);
            Row(Deed.RemoveMember, [C, F, F, F], [C, F, F, F], [C, C, F, F], [C, C, F, F]);
            Row(Deed.LeaveGroup, [C, F, F, F], [C, F, F, F], [C, C, F, F], [C, C, F, F]);
            Row(Deed.SetRole, [C, F, F, F], [C, F, F, F], [C, C, F, F], [C, C, F, F]);
            return table;
        }
    }

    [Theory, MemberData(nameof(Table))]
    public void Each_seat_may_do_what_the_table_says(int deed, SessionStatus status, string[] codes)
    {
        var state = Some.Support(status);
        Caller[] callers = [Some.Visitor, Some.Agent, Some.Colleague, Some.Admin];
        callers.Select(caller => SessionRules.Refuse(state, caller, (Deed)deed)?.Code ?? Ok).Should().Equal(codes);
    }

    [Fact]
    public void The_table_has_every_deed() =>
        Table.Select(row => (Deed)(int)row[0]).Distinct().Should().BeEquivalentTo(Enum.GetValues<Deed>());

    public static TheoryData<int> Deeds => [.. Enum.GetValues<Deed>().Select(deed => (int)deed)];

    [Theory, MemberData(nameof(Deeds))]
    public void A_stranger_learns_nothing(int deed)
    {
        foreach (var status in new[] { SessionStatus.Open, SessionStatus.Waiting, SessionStatus.Assigned, SessionStatus.Closed })
        {
            foreach (var stranger in new[] { Some.OtherVisitor, Some.Buyer, Some.AgentElsewhere })
                SessionRules.Refuse(Some.Support(status), stranger, (Deed)deed).Should().BeSameAs(Refusal.NoSuchSession);
        }
    }

    [Theory, MemberData(nameof(Deeds))]
    public void A_session_that_never_was_answers_everybody_as_it_answers_a_stranger(int deed)
    {
        foreach (var caller in new[] { Some.Visitor, Some.Agent, Some.Admin })
            SessionRules.Refuse(null, caller, (Deed)deed).Should().BeSameAs(Refusal.NoSuchSession);
    }

    [Fact]
    public void An_admin_who_was_a_member_watches_like_every_admin() =>
        SessionRules.SeatOf(Some.Support(), Some.Visitor with { Role = UserRole.Admin }).Should().Be(Seat.Watcher);

    [Theory]
    [InlineData(SessionKind.Direct)]
    [InlineData(SessionKind.Group)]
    public void Where_people_talk_to_each_other_nobody_asks_for_a_person(SessionKind kind) =>
        SessionRules.Refuse(Some.Between(kind), Some.Visitor, Deed.RequestHuman)!.Code.Should().Be(C);

    [Theory]
    [InlineData(SessionKind.Direct)]
    [InlineData(SessionKind.Group)]
    public void Where_people_talk_to_each_other_there_is_no_desk_to_leave(SessionKind kind) =>
        SessionRules.Refuse(Some.Between(kind), Some.Visitor, Deed.CancelRequest)!.Code.Should().Be(C);

    [Fact]
    public void A_direct_session_stays_open() =>
        SessionRules.Refuse(Some.Between(SessionKind.Direct), Some.Visitor, Deed.Close)!.Code.Should().Be(C);

    [Fact]
    public void An_agent_does_not_serve_a_session_of_their_own()
    {
        var own = Some.Support() with { Header = Some.Support().Header with { CreatorId = Some.Agent.UserId } };
        SessionRules.Refuse(own, Some.Agent, Deed.Accept)!.Code.Should().Be(F);
    }

    [Fact]
    public void A_session_without_a_desk_has_no_staff()
    {
        var state = Some.Support() with { Header = Some.Support().Header with { DeskId = null } };
        SessionRules.SeatOf(state, Some.Agent).Should().Be(Seat.Stranger);
    }

    public static TheoryData<Caller, NewSession, string> Refused => new()
    {
        { Some.Admin, new(SessionKind.Assistant, null, null, []), F },
        { Some.Visitor, new(SessionKind.Support, null, null, []), RefusalCode.Invalid },
        { Some.Visitor, new((SessionKind)9, null, null, []), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Assistant, null, new('x', 201), []), RefusalCode.TooLong },
        { Some.Visitor, new(SessionKind.Assistant, null, "half \uD83D", []), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Support, "m1", null, [Person("b1")]), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Direct, null, null, []), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Direct, null, null, [Person("b1")]), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Direct, null, null, [Person("b1")], "b1|v-2"), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Direct, null, null, [Person("v-1")], "v-1|v-1"), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Direct, null, null, [Person("b1"), Person("b2")], "b1|v-1"), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Group, null, null, []), RefusalCode.Invalid },
        { Some.Visitor, new(SessionKind.Group, null, null, [.. Enumerable.Range(0, 10).Select(i => Person($"u{i}"))]), RefusalCode.Invalid },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_made_is_refused(Caller caller, NewSession session, string code) =>
        SessionRules.RefuseCreating(caller, session, maxMembers: 10)!.Code.Should().Be(code);

    [Fact]
    public void What_can_be_made_is_made()
    {
        NewSession[] sessions =
        [
            new(SessionKind.Assistant, null, null, []),
            new(SessionKind.Assistant, "m1", "Hello", []),
            new(SessionKind.Support, "m1", "", []),
            new(SessionKind.Direct, null, null, [Person("b1")], "b1|v-1"),
            new(SessionKind.Group, null, "Three", [Person("b1"), Person("a1")]),
        ];
        sessions.Should().OnlyContain(session => SessionRules.RefuseCreating(Some.Visitor, session, 10) == null);
    }

    private static SessionMember Person(string id) => new(id, id, UserRole.Customer, 0);
}
