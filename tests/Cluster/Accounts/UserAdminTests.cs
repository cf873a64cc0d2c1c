using LiveChat.Accounts;
using LiveChat.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Accounts;

/// <summary>What admins do with accounts, and what nobody else may.</summary>
public sealed class UserAdminTests : IAsyncLifetime
{
    private const string Password = "correct horse 1";

    private ChatCluster _cluster = null!;

    private IUserAdmin Admin => _cluster.Client.GetGrain<IUserAdmin>(IUserAdmin.All);

    private InMemoryAudit Audit => _cluster.Stores.Audit;

    public async Task InitializeAsync() => _cluster = await ChatCluster.Start(silo => silo.Services.AddSingleton<Passwords>());

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Nobody_but_admins_lists_makes_or_changes_users()
    {
        var user = await Make("victim", UserRole.Customer);
        foreach (var caller in new[] { People.Visitor, People.Buyer, People.Agent })
        {
            (await Admin.List(caller, new(), null, 10)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Admin.Create(caller, new("intruder", Password, null, UserRole.Admin))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Admin.Change(caller, user.UserId, new(Role: UserRole.Admin))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        }
        Audit.All.Should().ContainSingle("the refused changed nothing");
    }

    [Fact]
    public async Task A_made_account_signs_in_with_its_role_and_stands_in_the_trail_without_its_password()
    {
        var made = await Make("meilin", UserRole.Agent, "美玲");
        var signedIn = (await Account("meilin").LogIn(Password)).Value!;
        (signedIn.UserId, signedIn.Name, signedIn.Role).Should().Be((made.UserId, "美玲", UserRole.Agent));

        var entry = Audit.All.Single();
        (entry.Action, entry.ActorId, entry.Target).Should().Be((AuditAction.UserCreated, People.Admin.UserId, made.UserId));
        entry.Detail.Should().Contain("role", "agent").And.NotContainValue(Password);
    }

    [Theory]
    [InlineData("a", Password, UserRole.Agent)]
    [InlineData("has space", Password, UserRole.Agent)]
    [InlineData("fine", "short", UserRole.Agent)]
    [InlineData("fine", "password", UserRole.Agent)]
    [InlineData("finefine", "finefine1", UserRole.Agent)]
    [InlineData("fine", Password, UserRole.Visitor)]
    [InlineData("fine", Password, (UserRole)9)]
    public async Task An_account_that_does_not_do_is_refused(string userName, string password, UserRole role) =>
        (await Admin.Create(People.Admin, new(userName, password, null, role))).Refusal!.Code.Should().Be(RefusalCode.Invalid);

    [Fact]
    public async Task A_taken_name_is_refused_and_leaves_no_trace()
    {
        await Make("meilin", UserRole.Agent);
        (await Admin.Create(People.Admin, new("meilin", Password, null, UserRole.Admin))).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        Audit.All.Should().ContainSingle();
    }

    [Fact]
    public async Task The_last_admin_is_neither_demoted_nor_shut_out()
    {
        var one = await Make("root-one", UserRole.Admin);
        foreach (var change in new AccountChange[] { new(Role: UserRole.Customer), new(Disabled: true), new(Role: UserRole.Agent, Disabled: true) })
            (await Admin.Change(People.Admin, one.UserId, change)).Refusal!.Code.Should().Be(RefusalCode.Conflict);

        var other = await Make("root-two", UserRole.Admin);
        var both = await Task.WhenAll(
            Admin.Change(People.Admin, one.UserId, new(Role: UserRole.Customer)), Admin.Change(People.Admin, other.UserId, new(Disabled: true)));
        both.Count(outcome => outcome.Value is not null).Should().Be(1, "one of the two must stay");
    }

    [Fact]
    public async Task Who_is_shut_out_can_neither_sign_in_nor_go_on_and_fronts_hear_of_it()
    {
        var user = await Make("meilin", UserRole.Agent);
        var refresh = await User(user.UserId).BeginSignIn();
        var fronts = await _cluster.Listen<AccessRevoked>(StreamNames.Revocations);

        (await Admin.Change(People.Admin, user.UserId, new(Disabled: true))).Value!.Disabled.Should().BeTrue();

        (await fronts.Expect<AccessRevoked>()).Should().Be(new AccessRevoked(user.UserId, 1));
        (await User(user.UserId).Refresh(refresh)).Refusal!.Code.Should().Be(RefusalCode.Unauthenticated);
        (await Account("meilin").LogIn(Password)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await Account("meilin").LogIn("wrong password")).Refusal!.Code.Should().Be(RefusalCode.Unauthenticated, "only who has the password learns that it is disabled");
        (await _cluster.Client.GetGrain<IRevocations>(IUserAdmin.All).Since(default)).Should().Contain(new AccessRevoked(user.UserId, 1));

        (await Admin.Change(People.Admin, user.UserId, new(Disabled: false))).Value!.Disabled.Should().BeFalse();
        (await Account("meilin").LogIn(Password)).Value.Should().NotBeNull();
    }

    [Fact]
    public async Task A_new_password_replaces_the_old_one_and_ends_the_sign_ins()
    {
        var user = await Make("meilin", UserRole.Customer);
        var refresh = await User(user.UserId).BeginSignIn();
        (await Admin.Change(People.Admin, user.UserId, new(Password: "short"))).Refusal!.Code.Should().Be(RefusalCode.Invalid);

        (await Admin.Change(People.Admin, user.UserId, new(Password: "another horse 2"))).Value.Should().NotBeNull();

        (await Account("meilin").LogIn(Password)).Refusal.Should().NotBeNull();
        (await Account("meilin").LogIn("another horse 2")).Value.Should().NotBeNull();
        (await User(user.UserId).Refresh(refresh)).Refusal.Should().NotBeNull();
        Audit.All.SelectMany(entry => entry.Detail.Values).Should().NotContain(value => value.Contains("horse", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_role_keeps_the_sign_in_but_not_the_tokens()
    {
        var user = await Make("meilin", UserRole.Customer);
        var refresh = await User(user.UserId).BeginSignIn();
        (await Admin.Change(People.Admin, user.UserId, new(Role: UserRole.Agent))).Value!.Role.Should().Be(UserRole.Agent);

        var now = (await User(user.UserId).Refresh(refresh)).Value!.User;
        (now.Role, now.Epoch).Should().Be((UserRole.Agent, 1));
        Audit.All.Should().Contain(entry => entry.Action == AuditAction.UserChanged && entry.Detail["role"] == "customer → agent");
    }

    [Fact]
    public async Task What_changes_nothing_is_not_recorded_and_revokes_nothing()
    {
        var user = await Make("meilin", UserRole.Customer, "美玲");
        (await Admin.Change(People.Admin, user.UserId, new("美玲", UserRole.Customer, false))).Value.Should().NotBeNull();
        (await User(user.UserId).Find())!.Epoch.Should().Be(0);
        Audit.All.Should().ContainSingle();
    }

    [Fact]
    public async Task A_visitor_can_be_shut_out_but_becomes_nobody_else()
    {
        await User("v-9").CreateVisitor("Vera");
        (await Admin.Change(People.Admin, "v-9", new(Role: UserRole.Admin))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Admin.Change(People.Admin, "v-9", new(Password: Password))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Admin.Change(People.Admin, "v-9", new(Disabled: true))).Value!.Disabled.Should().BeTrue();
        (await User("v-9").CreateVisitor("Vera")).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await Admin.Change(People.Admin, "nobody", new(Disabled: true))).Refusal!.Code.Should().Be(RefusalCode.NotFound);
    }

    [Fact]
    public async Task Sign_ins_done_and_refused_are_recorded_without_what_was_typed()
    {
        var user = await Make("meilin", UserRole.Agent);
        await User(user.UserId).BeginSignIn();
        await Account("meilin").LogIn("wrong password");
        await Account("secret-in-the-wrong-field").LogIn("wrong password");

        Audit.All.Skip(1).Select(entry => (entry.Action, entry.Target, entry.Detail.GetValueOrDefault("reason"))).Should().Equal(
            (AuditAction.SignedIn, user.UserId, null), (AuditAction.SignInRefused, user.UserId, "password"), (AuditAction.SignInRefused, null, "unknown_name"));
        Audit.All.Select(entry => entry.ToString()).Should().NotContain(text => text.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_trail_cannot_be_written_nobody_is_told_that_a_password_is_wrong()
    {
        await Make("meilin", UserRole.Agent);
        Audit.Away = true;
        await FluentActions.Awaiting(() => Account("meilin").LogIn("wrong password")).Should().ThrowAsync<StoreUnavailableException>();
    }

    private async Task<AccountView> Make(string userName, UserRole role, string? name = null)
    {
        var outcome = await Admin.Create(People.Admin, new(userName, Password, name, role));
        outcome.Refusal.Should().BeNull();
        return outcome.Value!;
    }

    private IAccount Account(string userName) => _cluster.Client.GetGrain<IAccount>(userName);

    private IUserAccount User(string userId) => _cluster.Client.GetGrain<IUserAccount>(userId);
}
