using LiveChat.Cluster.Assistant;
using LiveChat.Cluster.Intents;
using LiveChat.Cluster.Sessions;
using LiveChat.Intents;
using LiveChat.Knowledge;
using LiveChat.Sessions;
using LiveChat.Silo.Ai;
using LiveChat.Spending;
using LiveChat.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Spending;

/// <summary>What a visitor is answered by a model on a real socket whose day's tokens come to their end.</summary>
public sealed class SpentModelTests : IAsyncLifetime
{
    // What the scripted model says that an answer cost.
    private const long OneAnswer = 10;

    private ScriptedModel _model = null!;
    private ChatCluster _cluster = null!;

    private IModelSpending Spending => _cluster.Client.GetGrain<IModelSpending>(IModelSpending.All);

    public async Task InitializeAsync()
    {
        _model = ScriptedModel.Start(answer => answer.Stream("The model says 80."));
        var articles = InMemoryArticles.Of(Articles.Article("How much is shipping?", "Shipping costs 80.", Language.English, "postage"));
        (string Name, string Value)[] settings =
        [
            ("Ai:Provider", "OpenAI"), ("Ai:Endpoint", _model.Address.ToString()), ("Ai:Model", "scripted"), ("Ai:Retries", "0"), ("Ai:KnowledgePace", "0:00:00"),
            ("Intents:ModelPerMinute", "0"), ("Spending:TokensPerUserPerDay", "20"),
        ];
        _cluster = await ChatCluster.Start(silo =>
        {
            silo.Services.AddSingleton<IArticleStore>(articles);
            silo.Services.AddSingleton<IArticleIndex>(articles);
            silo.Services.AddSingleton<IUnansweredStore>(new InMemoryUnanswered());
            silo.Services.AddSingleton<IIntentStore>(new InMemoryIntents());
            silo.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, string? (setting) => setting.Value)).Build());
            silo.Services.AddAssistant();
        });
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Once_it_is_spent_the_knowledge_base_answers_and_the_visitor_is_told_once()
    {
        var id = await _cluster.Create(People.Visitor, SessionKind.Support, "m1");
        var events = await _cluster.Listen(id);
        for (var answer = 1; answer <= 2; answer++)
        {
            (await Ask(id, events, "How much is shipping?")).Content.Should().Be("The model says 80.");
            await Spent(answer * OneAnswer);
        }
        _model.Requests.Should().HaveCount(2);

        (await Ask(id, events, "How much is shipping?")).Content.Should().StartWith(AnswerTexts.In(Language.English).Spent).And.EndWith("Shipping costs 80.");
        (await Ask(id, events, "How much is shipping?")).Content.Should().Be("Shipping costs 80.");
        _model.Requests.Should().HaveCount(2, "the model is not asked any more");
        (await Spending.Today()).Tokens.Should().Be(2 * OneAnswer);
    }

    private async Task Spent(long tokens)
    {
        using var limit = new CancellationTokenSource(ChatCluster.Patience);
        using var again = new PeriodicTimer(ChatCluster.Tick);
        while ((await Spending.Today()).Tokens < tokens) await again.WaitForNextTickAsync(limit.Token);
    }

    private async Task<Message> Ask(Guid id, EventTape<SessionEvent> events, string question)
    {
        var asked = await _cluster.Session(id).Say(People.Visitor, question);
        return await AssistantFixture.Final(events, message => message.ReplyToSeq == asked.Seq || message.Seq > asked.Seq);
    }
}
