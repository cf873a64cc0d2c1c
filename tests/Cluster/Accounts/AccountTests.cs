using LiveChat.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveChat.Cluster.Accounts;

public sealed class AccountTests : IAsyncLifetime
{
    private ChatCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await ChatCluster.Start(configure: silo =>
    {
        silo.Services.AddSingleton<Passwords>();
        silo.Services.Configure<AccountOptions>(options => (options.SignInDays, options.MostSignIns) = (30, 3));
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Of_many_who_register_one_name_at_once_one_gets_it()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Account("popular").Register($"correct horse {i}", null)));
        outcomes.Count(o => o.Value is not null).Should().Be(1);
        outcomes.Where(o => o.Value is null).Should().OnlyContain(o => o.Refusal!.Code == RefusalCode.Conflict);
    }

    [Fact]
    public async Task Logging_in_needs_the_password()
    {
        var user = (await Account("meilin").Register("correct horse 1", "美玲")).Value!;
        user.Role.Should().Be(UserRole.Customer);
        (await Account("meilin").LogIn("correct horse 1")).Value.Should().BeEquivalentTo(user);
        foreach (var wrong in new[] { "", "correct horse 2", "CORRECT HORSE 1", new string('x', 10_000) })
            (await Account("meilin").LogIn(wrong)).Refusal!.Code.Should().Be(RefusalCode.Unauthenticated);
        (await Account("nobody").LogIn("correct horse 1")).Refusal!.Code.Should().Be(RefusalCode.Unauthenticated);
    }

    [Fact]
    public async Task A_visitor_is_made_once_and_nobody_becomes_one_who_is_more()
    {
        var visitor = (await User("v-1").CreateVisitor(null)).Value!;
        visitor.Name.Should().NotBeEmpty();
        (await User("v-1").CreateVisitor("Another name")).Value.Should().BeEquivalentTo(visitor);

        var customer = (await Account("meilin").Register("correct horse 1", null)).Value!;
        (await User(customer.UserId).CreateVisitor(null)).Refusal!.Code.Should().Be(RefusalCode.Conflict);
    }

    [Fact]
    public async Task A_refresh_token_is_good_once_and_ends_its_sign_in_when_used_twice()
    {
        await User("v-1").CreateVisitor(null);
        var first = await User("v-1").BeginSignIn();
        var other = await User("v-1").BeginSignIn();
        var second = (await User("v-1").Refresh(first)).Value!.RefreshToken;
        (await User("v-1").Refresh(first)).Refusal!.Code.Should().Be(RefusalCode.Unauthenticated);
        (await User("v-1").Refresh(second)).Refusal!.Code.Should().Be(RefusalCode.Unauthenticated);
        (await User("v-1").Refresh(other)).Value.Should().NotBeNull("another sign-in is not concerned");
    }

    [Fact]
    public async Task Anothers_refresh_token_is_no_good()
    {
        await User("v-1").CreateVisitor(null);
        await User("v-2").CreateVisitor(null);
        var token = await User("v-1").BeginSignIn();
        (await User("v-2").Refresh(token)).Refusal!.Code.Should().Be(RefusalCode.Unauthenticated);
        await User("v-2").EndSignIn(token);
        (await User("v-1").Refresh(token)).Value.Should().NotBeNull();
    }

    [Fact]
    public async Task A_sign_in_that_is_not_used_expires()
    {
        await User("v-1").CreateVisitor(null);
        var token = await User("v-1").BeginSignIn();
        _cluster.Time.Advance(TimeSpan.FromDays(29));
        token = (await User("v-1").Refresh(token)).Value!.RefreshToken;
        _cluster.Time.Advance(TimeSpan.FromDays(31));
        (await User("v-1").Refresh(token)).Refusal!.Code.Should().Be(RefusalCode.Unauthenticated);
    }

    [Fact]
    public async Task The_oldest_sign_in_gives_way()
    {
        await User("v-1").CreateVisitor(null);
        var tokens = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            tokens.Add(await User("v-1").BeginSignIn());
            _cluster.Time.Advance(TimeSpan.FromSeconds(1));
        }
        (await User("v-1").Refresh(tokens[0])).Refusal.Should().NotBeNull();
        foreach (var token in tokens.Skip(1)) (await User("v-1").Refresh(token)).Value.Should().NotBeNull();
    }

    [Fact]
    public async Task While_the_database_is_away_nobody_is_told_that_a_password_is_wrong()
    {
        await Account("meilin").Register("correct horse 1", null);
        _cluster.Stores.Users.Away = true;
        await FluentActions.Awaiting(() => Account("meilin").LogIn("correct horse 1")).Should().ThrowAsync<StoreUnavailableException>();
    }

    private IAccount Account(string userName) => _cluster.Client.GetGrain<IAccount>(userName);

    private IUserAccount User(string userId) => _cluster.Client.GetGrain<IUserAccount>(userId);
}
