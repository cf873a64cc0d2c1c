using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Knowledge;
using LiveChat.Silo.Demo;
using LiveChat.Silo.Storage;
using LiveChat.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Contract.Stores;

/// <summary>The demo's data: there when asked for, once, and not against what was changed.</summary>
public sealed class DemoTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("livechat-demo-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task It_is_written_once_and_later_changes_stay()
    {
        await using (var first = await Start("Development"))
        {
            var users = first.Services.GetRequiredService<IUserStore>();
            (await users.Find("m1", default)).Should().BeEquivalentTo(new User("m1", "保和堂医药集团", UserRole.Agent, ["m1"]));
            (await users.Find("p1", default))!.Desks.Should().Equal("platform");
            (await users.Find("a1", default))!.Role.Should().Be(UserRole.Admin);
            var desks = first.Services.GetRequiredService<IDeskStore>();
            (await desks.All(default)).Select(desk => desk.DeskId).Should().BeEquivalentTo("m1", "m2", "m3", "platform");
            (await desks.Seats("platform", default)).Should().Equal(new DeskSeat("platform", "p1", "官方客服", 4));
            var store = first.Services.GetRequiredService<IArticleStore>();
            var articles = (await store.Page(new(), null, 500, default)).Articles;
            articles.Select(article => article.Language).Distinct(StringComparer.Ordinal).Should().BeEquivalentTo("zh-Hant", "zh-Hans", "en");
            (await first.Services.GetRequiredService<IArticleIndex>().Search("How much is shipping?", 1)).Should().ContainSingle().Which.Confident.Should().BeTrue();
            var deed = Audited.Deed(TimeProvider.System, "a1", "A", AuditAction.ArticleRemoved, null);
            foreach (var article in articles) await store.Remove(article.ArticleId, deed with { AuditId = Guid.CreateVersion7() }, default);
        }

        await using var second = await Start("Development");
        (await second.Services.GetRequiredService<IArticleStore>().Page(new(), null, 1, default)).Articles.Should().BeEmpty();
    }

    [Fact]
    public async Task Outside_development_there_is_none_unless_asked_for()
    {
        await using (var live = await Start("Production")) (await live.Services.GetRequiredService<IDeskStore>().All(default)).Should().BeEmpty();
        await using var asked = await Start("Production", ("Demo:Enabled", "true"));
        (await asked.Services.GetRequiredService<IDeskStore>().All(default)).Should().NotBeEmpty();
    }

    [Fact]
    public async Task In_development_it_can_be_left_out()
    {
        await using var bare = await Start("Development", ("Demo:Enabled", "false"));
        (await bare.Services.GetRequiredService<IUserStore>().Find("b1", default)).Should().BeNull();
    }

    [Fact]
    public void The_password_is_the_one_that_the_documents_name() =>
        new PasswordHasher<string>().VerifyHashedPassword("b1", DemoData.PasswordHash, "livechat-demo").Should().Be(PasswordVerificationResult.Success);

    private async Task<Started> Start(string environment, params (string Name, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true, EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
            [new("DataDirectory", _directory.FullName), .. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))]);
        builder.Services.AddLiveChatStorage(builder.Configuration);
        builder.Services.AddDemoData();
        var host = builder.Build();
        await host.StartAsync().WaitAsync(Waits.Long);
        return new Started(host);
    }

    private sealed class Started(IHost host) : IAsyncDisposable
    {
        public IServiceProvider Services => host.Services;

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}
