using LiveChat.Silo.Ai;

namespace LiveChat.Unit.Assistant;

public sealed class AiOptionsTests
{
    public static TheoryData<Action<AiOptions>, string> Bad => new()
    {
        { o => o.Provider = (AiProvider)9, "Ai:Provider" },
        { o => o.Provider = AiProvider.OpenAI, "Ai:Endpoint" },
        { o => (o.Provider, o.Endpoint) = (AiProvider.OpenAI, new Uri("http://x/v1")), "Ai:Model" },
        { o => (o.Provider, o.Endpoint, o.Model) = (AiProvider.OpenAI, new Uri("ftp://x"), "m"), "Ai:Endpoint" },
        { o => (o.Provider, o.Endpoint, o.Model) = (AiProvider.OpenAI, new Uri("v1", UriKind.Relative), "m"), "Ai:Endpoint" },
        { o => o.FirstTokenTimeout = TimeSpan.Zero, "Ai:FirstTokenTimeout" },
        { o => o.BetweenTokensTimeout = TimeSpan.FromHours(1), "Ai:BetweenTokensTimeout" },
        { o => o.KnowledgePace = TimeSpan.FromSeconds(-1), "Ai:KnowledgePace" },
        { o => o.MaxOutputTokens = 0, "Ai:MaxOutputTokens" },
        { o => o.MaxReplyLength = 1, "Ai:MaxReplyLength" },
        { o => o.Retries = -1, "Ai:Retries" },
        { o => o.Articles = 0, "Ai:Articles" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_setting_that_cannot_work_is_refused_by_name(Action<AiOptions> change, string setting)
    {
        var options = new AiOptions();
        change(options);
        var result = new AiOptionsValidator().Validate(null, options);
        result.Failed.Should().BeTrue();
        result.FailureMessage.Should().Contain(setting);
    }

    [Fact]
    public void The_defaults_work() => new AiOptionsValidator().Validate(null, new AiOptions()).Succeeded.Should().BeTrue();

    [Fact]
    public void A_kernel_that_the_build_lacks_is_refused_with_the_way_out()
    {
        var options = new AiOptions { Provider = AiProvider.SemanticKernel, Endpoint = new Uri("http://x/v1"), Model = "m" };
        var result = new AiOptionsValidator().Validate(null, options);
        if (ModelClients.HasSemanticKernel) result.Succeeded.Should().BeTrue();
        else result.FailureMessage.Should().Contain("SemanticKernel=true");
    }
}
