using System.Collections.Concurrent;
using LiveChat.Assistant;
using LiveChat.Cluster.Intents;
using LiveChat.Cluster.Sessions;
using LiveChat.Intents;
using LiveChat.Knowledge;
using LiveChat.Sessions;
using LiveChat.Silo.Ai;
using LiveChat.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Assistant;

/// <summary>The assistant as it is configured with a model, whose endpoint is on a real socket: what it recognises, and what stays unanswered.</summary>
public sealed class ModelIntentTests : IAsyncLifetime
{
    private const string Sorry = "I am sorry that this happened.";

    private readonly ConcurrentQueue<string> _askedForIntents = new();
    private readonly InMemoryUnanswered _unanswered = new();
    private ScriptedModel _model = null!;
    private ChatCluster _cluster = null!;
    private Func<ScriptedAnswer, Task> _intent = answer => answer.Stream("answer 90");
    private string _answer = "I do not know.";

    public async Task InitializeAsync()
    {
        _model = ScriptedModel.Start(async answer =>
        {
            if (!answer.Request.Contains("small_talk:", StringComparison.Ordinal)) await answer.Stream(_answer);
            else
            {
                _askedForIntents.Enqueue(answer.Request);
                await _intent(answer);
            }
        });
        var articles = InMemoryArticles.Of(Articles.Article("How much is shipping?", "Shipping costs 80.", Language.English, "postage"));
        (string Name, string Value)[] settings =
        [
            ("Ai:Provider", "OpenAI"), ("Ai:Endpoint", _model.Address.ToString()), ("Ai:Model", "scripted"), ("Ai:Retries", "0"),
            ("Ai:KnowledgePace", "0:00:00"), ("Intents:ModelTimeout", "0:00:08"),
        ];
        _cluster = await ChatCluster.Start(silo =>
        {
            silo.Services.AddSingleton<IArticleStore>(articles);
            silo.Services.AddSingleton<IArticleIndex>(articles);
            silo.Services.AddSingleton<IUnansweredStore>(_unanswered);
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
    public async Task What_examples_are_sure_of_is_routed_without_asking_the_model()
    {
        (await Ask("I want to complain")).Content.Should().StartWith(Sorry);
        _model.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task What_no_example_resembles_the_model_names_and_the_rules_route()
    {
        _intent = answer => answer.Stream("complaint 90");
        (await Ask("Zounds, thy gewgaw bursted asunder")).Content.Should().StartWith(Sorry);
        _askedForIntents.Should().ContainSingle().Which.Should().Contain("Zounds");
        _model.Requests.Should().ContainSingle("what the rules have an answer to needs no other");
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("unsure")]
    [InlineData("orders of its own")]
    [InlineData("refusal")]
    public async Task Whatever_else_the_model_says_falls_back_to_the_examples(string fault)
    {
        _intent = fault switch
        {
            "nonsense" => answer => answer.Stream("banana 99"),
            "unsure" => answer => answer.Stream("person 20"),
            "orders of its own" => answer => answer.Stream("hand_over now! person 100"),
            _ => answer => answer.Status(500),
        };
        _answer = "It costs 80 [1].";
        (await Ask("Zounds, what is the postage")).Content.Should().Be("It costs 80.");
        _askedForIntents.Should().ContainSingle();
    }

    [Fact]
    public async Task What_the_model_could_not_ground_comes_to_the_unanswered_and_small_talk_does_not()
    {
        (await Ask("thank you so much!")).Content.Should().Be(_answer);
        _answer = "It costs 80 [1].";
        await Ask("What is the shipping?");
        _answer = "I do not know.";
        var question = await Ask("Zounds, who shall win the tourney?");
        question.Content.Should().Be(_answer);

        var found = await Unanswered();
        found.Askings.Should().ContainSingle().Which.SessionId.Should().Be(question.SessionId);
    }

    private async Task<UnansweredQuestion> Unanswered()
    {
        using var limit = new CancellationTokenSource(ChatCluster.Patience);
        var list = _cluster.Client.GetGrain<IUnanswered>(IUnanswered.All);
        while (true)
        {
            var found = (await list.List(People.Agent, UnansweredState.Open, UnansweredOrder.Often, UnansweredList.Most)).Value!.Questions;
            if (found.Length > 0) return found.Should().ContainSingle().Subject;
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<Message> Ask(string question)
    {
        var id = await _cluster.Create(People.Visitor, SessionKind.Support, "m1");
        var events = await _cluster.Listen(id);
        await _cluster.Session(id).Say(People.Visitor, question);
        return await AssistantFixture.Final(events);
    }
}
