using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class GroupRulesTests
{
    private const string Ok = "";
    private const string F = RefusalCode.Forbidden;
    private const string X = RefusalCode.Closed;

    // For each deed: owner, admin of the group, member, admin of the platform; in an open group and in a closed one.
    public static TheoryData<int, string[], string[]> Table => new()
    {
        { (int)Deed.See, [Ok, Ok, Ok, Ok], [Ok, Ok, Ok, Ok] },
        { (int)Deed.Speak, [Ok, Ok, Ok, F], [X, X, X, F] },
        { (int)Deed.Invite, [Ok, Ok, F, F], [X, X, F, F] },
        { (int)Deed.RemoveMember, [Ok, Ok, F, F], [X, X, F, F] },
        { (int)Deed.LeaveGroup, [Ok, Ok, Ok, F], [Ok, Ok, Ok, F] },
        { (int)Deed.SetRole, [Ok, F, F, F], [X, F, F, F] },
        { (int)Deed.Rename, [Ok, Ok, F, F], [X, X, F, F] },
        { (int)Deed.Close, [Ok, F, F, F], [Ok, F, F, F] },
        { (int)Deed.Delete, [Ok, F, F, Ok], [Ok, F, F, Ok] },
        { (int)Deed.MarkRead, [Ok, Ok, Ok, F], [Ok, Ok, Ok, F] },
    };

    [Theory, MemberData(nameof(Table))]
    public void Each_role_may_do_what_the_table_says(int deed, string[] open, string[] closed)
    {
        Codes(Some.Group()).Should().Equal(open);
        Codes(Some.Group(SessionStatus.Closed)).Should().Equal(closed);

        IEnumerable<string> Codes(SessionState state) => new[] { Some.Visitor, Some.Agent, Some.Buyer, Some.Admin }
            .Select(caller => SessionRules.Refuse(state, caller, (Deed)deed)?.Code ?? Ok);
    }

    [Fact]
    public void Who_made_the_group_has_no_say_by_that_alone()
    {
        var state = Some.Group();
        SessionMember[] members = [state.Members[0] with { GroupRole = GroupRole.Member }, state.Members[1] with { GroupRole = GroupRole.Owner }, .. state.Members[2..]];
        foreach (var deed in new[] { Deed.Delete, Deed.Close, Deed.SetRole, Deed.Invite })
        {
            SessionRules.Refuse(state with { Members = members }, Some.Visitor, deed)!.Code.Should().Be(F);
            SessionRules.Refuse(state with { Members = [.. members[1..]] }, Some.Visitor, deed).Should().BeSameAs(Refusal.NoSuchSession);
        }
    }

    [Theory]
    [InlineData("v-1", "a1", null)]
    [InlineData("v-1", "b1", null)]
    [InlineData("a1", "b1", null)]
    [InlineData("a1", "v-1", F)]
    [InlineData("a1", "nobody", RefusalCode.NotFound)]
    [InlineData("v-1", "V-1", RefusalCode.NotFound)]
    public void Admins_remove_members_and_owners_anybody(string remover, string removed, string? code) =>
        (GroupRules.RefuseRemoved(Some.Group(), Caller(remover), removed)?.Code).Should().Be(code);

    [Fact]
    public void An_admin_does_not_remove_another_admin()
    {
        var state = Some.Group() with { Members = [.. Some.Group().Members.Select(member => member.UserId == "a2" ? member with { GroupRole = GroupRole.Admin } : member)] };
        GroupRules.RefuseRemoved(state, Some.Agent, "a2")!.Code.Should().Be(F);
    }

    [Theory]
    [InlineData("b1", GroupRole.Owner, null)]
    [InlineData("b1", GroupRole.Admin, null)]
    [InlineData("a1", GroupRole.Member, null)]
    [InlineData("v-1", GroupRole.Owner, null)]
    [InlineData("v-1", GroupRole.Admin, RefusalCode.Conflict)]
    [InlineData("v-1", GroupRole.Member, RefusalCode.Conflict)]
    [InlineData("nobody", GroupRole.Member, RefusalCode.NotFound)]
    [InlineData("b1", (GroupRole)0, RefusalCode.Invalid)]
    [InlineData("b1", (GroupRole)4, RefusalCode.Invalid)]
    public void Roles_are_given_so_that_an_owner_stays(string userId, GroupRole role, string? code) =>
        (GroupRules.RefuseRole(Some.Group(), userId, role)?.Code).Should().Be(code);

    [Fact]
    public void Of_two_owners_one_may_step_down()
    {
        var state = Some.Group() with { Members = [.. Some.Group().Members.Select(member => member.UserId == "b1" ? member with { GroupRole = GroupRole.Owner } : member)] };
        GroupRules.RefuseRole(state, "v-1", GroupRole.Member).Should().BeNull();
        GroupRules.HeirOf(state, state.Members[0]).Should().BeNull("another owner is left");
    }

    [Fact]
    public void The_last_owner_hands_on_to_an_admin_then_to_the_longest_there()
    {
        var state = Some.Group();
        GroupRules.HeirOf(state, state.Members[0])!.UserId.Should().Be("a1");
        GroupRules.HeirOf(state, state.Members[1]).Should().BeNull("an admin's leaving changes nothing");

        var withoutAdmin = state with { Members = [state.Members[0], state.Members[3], state.Members[2]] };
        GroupRules.HeirOf(withoutAdmin, state.Members[0])!.UserId.Should().Be("b1");
        GroupRules.HeirOf(state with { Members = [state.Members[0]] }, state.Members[0]).Should().BeNull("nobody is left");
    }

    [Fact]
    public void A_group_has_a_bound_and_who_is_in_it_does_not_count_twice()
    {
        var state = Some.Group();
        GroupRules.RefuseInvited(state, ["x", "x", "b1"], maxMembers: 5).Should().BeNull();
        GroupRules.RefuseInvited(state, ["x", "y"], maxMembers: 5)!.Code.Should().Be(RefusalCode.Conflict);
        GroupRules.RefuseInvited(state, [], maxMembers: 5)!.Code.Should().Be(RefusalCode.Invalid);
        GroupRules.RefuseInvited(state, [.. Enumerable.Range(0, 101).Select(i => $"u{i}")], 1_000)!.Code.Should().Be(RefusalCode.Invalid);
    }

    private static Caller Caller(string id) => id == Some.Agent.UserId ? Some.Agent : Some.Visitor;
}
