using LiveChat.Assistant;
using LiveChat.Cluster.Assistant;
using LiveChat.Cluster.Sessions;
using LiveChat.Knowledge;
using LiveChat.Sessions;
using LiveChat.Silo.Ai;
using LiveChat.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Knowledge;

public sealed class KnowledgeBaseTests
{
    private static readonly FaqDraft Shipping = new("How much is shipping?", "Shipping costs 80.", Language.English, ["postage"]);

    private readonly InMemoryArticles _store = new();
    private readonly InMemoryUnanswered _unanswered = new();

    [Fact]
    public async Task What_is_written_is_found_at_once_changed_and_gone()
    {
        await using var cluster = await Start();
        var knowledge = Knowledge(cluster);
        var faq = (await knowledge.Add(People.Agent, Shipping)).Value!;
        faq.UpdatedAt.Should().Be(cluster.Time.GetUtcNow());
        (await knowledge.Search("postage?", 5)).Should().ContainSingle().Which.Should().Match<ArticleHit>(hit => hit.Confident && hit.Article.FaqId == faq.FaqId);

        (await knowledge.Change(People.Admin, faq.FaqId, Shipping with { Question = "Opening hours?", Answer = "Always.", Tags = [] })).Refusal.Should().BeNull();
        (await knowledge.Search("postage?", 5)).Should().BeEmpty();
        (await knowledge.Search("opening hours", 5)).Should().ContainSingle();

        (await knowledge.Remove(People.Agent, faq.FaqId)).Should().BeNull();
        (await knowledge.Search("opening hours", 5)).Should().BeEmpty();
        (await knowledge.List()).Should().BeEmpty();
    }

    [Fact]
    public async Task Only_staff_may_write_and_only_what_can_be_an_entry()
    {
        await using var cluster = await Start();
        var knowledge = Knowledge(cluster);
        var faq = (await knowledge.Add(People.Agent, Shipping)).Value!;
        foreach (var stranger in new[] { People.Visitor, People.Buyer })
        {
            (await knowledge.Add(stranger, Shipping)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await knowledge.Change(stranger, faq.FaqId, Shipping)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await knowledge.Remove(stranger, faq.FaqId))!.Code.Should().Be(RefusalCode.Forbidden);
        }

        (await knowledge.Add(People.Agent, Shipping with { Language = "fr" })).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await knowledge.Change(People.Agent, Guid.CreateVersion7(), Shipping)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await knowledge.Remove(People.Agent, Guid.CreateVersion7()))!.Code.Should().Be(RefusalCode.NotFound);
        (await knowledge.List()).Should().ContainSingle().Which.Should().BeEquivalentTo(faq);
    }

    [Fact]
    public async Task The_index_is_built_anew_after_a_restart()
    {
        await using var cluster = await Start();
        await Knowledge(cluster).Add(People.Agent, Shipping);
        await cluster.KillAndRestart();
        (await Knowledge(cluster).Search("shipping", 5)).Should().ContainSingle();
    }

    [Fact]
    public async Task A_write_in_doubt_is_refused_and_the_truth_read_anew()
    {
        await using var cluster = await Start();
        _store.LosesAnswers = true;
        (await Knowledge(cluster).Add(People.Agent, Shipping)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        _store.LosesAnswers = false;
        using var limit = new CancellationTokenSource(ChatCluster.Patience);
        while ((await Knowledge(cluster).Search("shipping", 5)).Length == 0) limit.Token.ThrowIfCancellationRequested();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-5, 1)]
    [InlineData(3, 3)]
    [InlineData(1000, 20)]
    public async Task A_search_gives_1_to_20(int limit, int found)
    {
        await using var cluster = await Start();
        for (var i = 0; i < 25; i++) await Knowledge(cluster).Add(People.Agent, Shipping);
        (await Knowledge(cluster).Search("shipping", limit)).Should().HaveCount(found);
    }

    [Fact]
    public async Task The_assistant_answers_from_the_knowledge_base_and_names_the_article()
    {
        await using var cluster = await Start(("Ai:KnowledgePace", "0:00:00"));
        var faq = (await Knowledge(cluster).Add(People.Agent, Shipping)).Value!;
        var final = await Ask(cluster, "What is the postage?");
        final.Content.Should().Be("Shipping costs 80.");
        final.Citations.Should().Equal(new Citation(faq.FaqId, faq.Question));
        (await Ask(cluster, "Who was Hamlet?")).Content.Should().Contain("I do not know").And.Contain("Talk to a person");
    }

    [Fact]
    public async Task A_model_answers_from_the_articles_and_when_it_is_away_the_built_in_answerer_does()
    {
        await using var model = ScriptedModel.Start(answer => answer.Stream("It is ", "eighty [1]."), answer => answer.Status(401));
        await using var cluster = await Start(("Ai:Provider", "OpenAI"), ("Ai:Endpoint", model.Address.ToString()), ("Ai:Model", "scripted"), ("Ai:KnowledgePace", "0:00:00"));
        var faq = (await Knowledge(cluster).Add(People.Agent, Shipping)).Value!;

        var byModel = await Ask(cluster, "What is the postage?");
        (byModel.Content, byModel.TokenCount).Should().Be(("It is eighty.", 7));
        byModel.Citations.Should().Equal(new Citation(faq.FaqId, faq.Question));
        model.Requests.Single().Should().Contain("Shipping costs 80.");
        (await Ask(cluster, "What is the postage?")).Content.Should().Be("Shipping costs 80.");
    }

    private static IKnowledgeBase Knowledge(ChatCluster cluster) => cluster.Client.GetGrain<IKnowledgeBase>(IKnowledgeBase.Everything);

    private static async Task<Message> Ask(ChatCluster cluster, string question)
    {
        var id = await cluster.Create(People.Visitor);
        var events = await cluster.Listen(id);
        await cluster.Session(id).Say(People.Visitor, question);
        return await AssistantFixture.Final(events);
    }

    private Task<ChatCluster> Start(params (string Name, string Value)[] settings) => ChatCluster.Start(silo =>
    {
        silo.Services.AddSingleton<IArticleStore>(_store);
        silo.Services.AddSingleton<IArticleIndex>(_store);
        silo.Services.AddSingleton<IUnansweredStore>(_unanswered);
        silo.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)).Build());
        silo.Services.AddAssistant();
    });
}
