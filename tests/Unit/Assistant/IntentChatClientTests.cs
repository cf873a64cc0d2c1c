using LiveChat.Assistant.Tools;
using LiveChat.Intents;
using LiveChat.Knowledge;
using LiveChat.Silo.Ai;
using LiveChat.Unit.Assistant.Tools;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Unit.Assistant;

/// <summary>What follows of what is wanted, with a model and without.</summary>
public sealed class IntentChatClientTests
{
    private const string ByModel = "(the model's own words)";

    private readonly Workshop _shop = new();
    private ArticleHit[] _hits = [];
    private IntentDecision _decision = Decided(Intent.Answer, IntentRoute.Answer);

    public IntentChatClientTests() => _shop.Orders.All["10001"] = new("10001", "b1", "shipped");

    [Theory]
    [InlineData(IntentRoute.LookUpOrder, "Where is 10001?", "Your order 10001: on its way.", "look_up_order")]
    [InlineData(IntentRoute.HandOver, "Somebody real, please", "Of course. I am asking", "hand_over")]
    [InlineData(IntentRoute.Apologise, "You broke it", "I am sorry that this happened. I can open a ticket", null)]
    [InlineData(IntentRoute.OpenTicket, "Write it down", "I can open a ticket", null)]
    public async Task The_rules_are_the_same_with_a_model_and_without(IntentRoute route, string question, string beginning, string? tool)
    {
        foreach (var hasModel in new[] { true, false })
        {
            _decision = Decided(Intent.Complaint, route);
            var said = await Client(hasModel).Ask(Tools(), question);
            said.Text.Should().StartWith(beginning);
            said.IsUnanswered.Should().BeFalse();
            _shop.Session.Shown.Select(shown => shown.Tool).Should().Equal(tool is null ? [] : [tool]);
            _shop.Session.Shown.Clear();
        }
    }

    [Theory]
    [InlineData(IntentRoute.Answer, "How do I fold it?")]
    [InlineData(IntentRoute.LookUpOrder, "Where is my order?")]
    [InlineData(IntentRoute.Courtesy, "Tell me a joke")]
    public async Task What_the_rules_have_no_words_for_the_model_says(IntentRoute route, string question)
    {
        _decision = Decided(Intent.Answer, route);
        var said = await Client(hasModel: true).Ask(Tools(), question);
        said.Text.Should().Be(ByModel);
        said.IsUnanswered.Should().Be(route is not IntentRoute.Courtesy, "small talk is no question");
        _shop.Session.Shown.Should().BeEmpty();
    }

    [Fact]
    public async Task What_knowledge_answers_is_answered_before_a_ticket_is_offered()
    {
        _decision = Decided(Intent.Complaint, IntentRoute.Apologise);
        _hits = [new(new Faq(Guid.CreateVersion7(), "It broke?", "We replace it.", "en", [], default), 1, Confident: true)];
        (await Client(hasModel: true).Ask(Tools(), "It broke")).Text.Should().StartWith(ByModel).And.Contain("I can open a ticket");
        (await Client(hasModel: false).Ask(Tools(), "It broke")).Text.Should().StartWith("We replace it.").And.Contain("I can open a ticket");
    }

    [Fact]
    public async Task A_yes_to_the_offer_opens_the_ticket_with_a_model_too()
    {
        var offer = (await Offered(Client(hasModel: true))).Text;
        (await Client(hasModel: true).Ask(Tools(), "You broke it", offer, "yes please")).Text.Should().StartWith("Done: your ticket");
        _shop.Tickets.Opened.Should().ContainSingle();
    }

    [Fact]
    public async Task Without_tools_small_talk_is_still_none_of_the_unanswered()
    {
        _decision = Decided(Intent.SmallTalk, IntentRoute.Courtesy);
        (await Client(hasModel: true).Ask("You rock")).IsUnanswered.Should().BeFalse();
        _decision = Decided(Intent.Answer, IntentRoute.Answer);
        (await Client(hasModel: true).Ask("thank you!")).IsUnanswered.Should().BeFalse();
        (await Client(hasModel: true).Ask("Who won?")).IsUnanswered.Should().BeTrue();
    }

    [Fact]
    public async Task What_a_model_said_to_recognise_it_is_spent()
    {
        _shop.Options.MaxTokens = 100;
        _decision = Decided(Intent.Order, IntentRoute.LookUpOrder) with { Tokens = 200 };
        (await Client(hasModel: true).Ask(Tools(), "Where is 10001?")).Text.Should().StartWith("I am sorry, that does not work");
        _shop.Orders.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task With_the_examples_away_a_question_is_answered_all_the_same()
    {
        var client = Client(hasModel: true, _ => throw new TimeoutException());
        (await client.Ask(Tools(), "Where is 10001?")).Text.Should().Be(ByModel);
    }

    private Task<Said> Offered(IntentChatClient client)
    {
        _decision = Decided(Intent.Complaint, IntentRoute.Apologise);
        return client.Ask(Tools(), "You broke it");
    }

    private ChatOptions Tools() => new() { Tools = [.. _shop.For(Workshop.Buyer).Functions] };

    private IntentChatClient Client(bool hasModel, IntentSearch? intents = null)
    {
        ArticleSearch search = (_, _) => Task.FromResult(_hits);
        var knowledge = new KnowledgeChatClient(search, TimeProvider.System, Asking.Options());
        IChatClient answerer = hasModel ? new GroundedChatClient(new Model(_ => Saying()), search, Asking.Options()) : knowledge;
        return new(answerer, knowledge, intents ?? (_ => Task.FromResult(_decision)), TimeProvider.System, Asking.Options(), NullLogger<IntentChatClient>.Instance);
    }

    private static IntentDecision Decided(Intent intent, IntentRoute route) => new(new(intent, 0.9), Certain: true, route);

    private static async IAsyncEnumerable<ChatResponseUpdate> Saying()
    {
        await Task.Yield();
        yield return new ChatResponseUpdate(ChatRole.Assistant, ByModel);
    }
}
