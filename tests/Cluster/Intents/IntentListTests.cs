using System.Collections.Concurrent;
using LiveChat.Intents;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Intents;

/// <summary>The examples of intents: begun with the built-in ones, kept by admins alone.</summary>
public sealed class IntentListTests : IAsyncLifetime
{
    private readonly InMemoryIntents _store = new();
    private readonly ConcurrentQueue<string> _asked = new();
    private ModelGuess _model;
    private ChatCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await ChatCluster.Start(silo =>
    {
        silo.Services.AddSingleton<IIntentStore>(_store);
        silo.Services.AddSingleton<IntentModel>(text =>
        {
            _asked.Enqueue(text);
            return Task.FromResult(_model);
        });
    });

    public Task DisposeAsync() => _cluster.DisposeAsync().AsTask();

    private IIntents Intents => _cluster.Client.GetGrain<IIntents>(IIntents.All);

    [Fact]
    public async Task It_begins_with_the_built_in_examples_and_keeps_what_admins_change()
    {
        (await Intents.Recognise("Where is my order?")).Should().Match<IntentDecision>(decision => decision.Guess.Intent == Intent.Order && decision.Certain && decision.Route == IntentRoute.LookUpOrder);
        _store.Examples.Should().HaveCountGreaterThan(300);

        var added = (await Intents.Add(People.Admin, new(Intent.Complaint, "en", " my gramophone squeaks "))).Value!;
        added.Text.Should().Be("my gramophone squeaks");
        var trial = (await Intents.Try(People.Admin, "the gramophone squeaks")).Value!;
        trial.Nearest[0].Example.Should().Be(added);
        trial.Guess.Intent.Should().Be(Intent.Complaint);

        (await Intents.Change(People.Admin, added.ExampleId, new(Intent.Ticket, "en", "my gramophone squeaks"))).Value!.Intent.Should().Be(Intent.Ticket);
        await _cluster.Deactivate(Intents);
        (await Intents.Recognise("my gramophone squeaks")).Guess.Intent.Should().Be(Intent.Ticket, "it is read anew");
        (await Intents.Remove(People.Admin, added.ExampleId)).Should().BeNull();
        (await Intents.Remove(People.Admin, added.ExampleId))!.Code.Should().Be(RefusalCode.NotFound);
        (await Intents.List(People.Admin)).Value!.Examples.Should().NotContain(example => example.ExampleId == added.ExampleId);
    }

    [Fact]
    public async Task A_model_is_asked_only_where_no_example_is_near_enough()
    {
        _model = new(new(Intent.Complaint, 0.9, ByModel: true), 12);
        (await Intents.Recognise("Where is my order?")).Guess.ByModel.Should().BeFalse();
        (await Intents.Recognise("  ")).Certain.Should().BeFalse();
        _asked.Should().BeEmpty();

        (await Intents.Recognise("xyzzy plugh")).Should().Be(new IntentDecision(new(Intent.Complaint, 0.9, ByModel: true), Certain: true, IntentRoute.Apologise, 12));
        (await Intents.Try(People.Admin, "xyzzy plugh")).Value!.Should().Match<IntentTrial>(trial => trial.Guess.ByModel && trial.Certain && trial.Route == IntentRoute.Apologise);
        _asked.Should().Equal("xyzzy plugh", "xyzzy plugh");
    }

    [Fact]
    public async Task What_a_model_is_not_sure_of_or_does_not_say_is_a_question_like_any_other()
    {
        _model = new(new(Intent.Person, 0.3, ByModel: true), 5);
        (await Intents.Recognise("xyzzy plugh")).Should().Be(new IntentDecision(new(Intent.Answer, 0), Certain: false, IntentRoute.Answer, 5));
        _model = default;
        (await Intents.Recognise("xyzzy plugh")).Should().Be(new IntentDecision(new(Intent.Answer, 0), Certain: false, IntentRoute.Answer));
    }

    [Fact]
    public async Task Rules_are_those_of_the_settings_until_an_admin_sets_them()
    {
        var usual = (await Intents.Rules(People.Admin)).Value!.Rules;
        usual.Should().Equal(Enum.GetValues<Intent>().Select(intent => new IntentRule(intent, new IntentOptions().RouteOf(intent), 0.5)));
        var handOver = new IntentRule(Intent.Complaint, IntentRoute.HandOver, 0.6);
        (await Intents.SetRules(People.Admin, [handOver])).Value!.Rules.Should().Equal(usual.Select(rule => rule.Intent == Intent.Complaint ? handOver : rule));
        (await Intents.Recognise("I want to complain")).Should().Match<IntentDecision>(decision => decision.Certain && decision.Route == IntentRoute.HandOver);

        _model = new(new(Intent.Complaint, 0.55, ByModel: true), 1);
        (await Intents.Recognise("xyzzy plugh")).Certain.Should().BeFalse("the threshold is the intent's own");
        await _cluster.Deactivate(Intents);
        (await Intents.Try(People.Admin, "I want to complain")).Value!.Route.Should().Be(IntentRoute.HandOver, "it is read anew");
    }

    [Fact]
    public async Task What_is_no_rule_is_refused_and_nothing_changes()
    {
        IntentRule good = new(Intent.Order, IntentRoute.HandOver, 0.5);
        foreach (var rules in new IntentRule[][] { [], [good, good], [good, good with { Intent = (Intent)99 }], [good with { Route = (IntentRoute)99 }], [good with { Threshold = double.NaN }], [good with { Threshold = 1.01 }] })
            (await Intents.SetRules(People.Admin, rules)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        _store.Away = true;
        (await Intents.SetRules(People.Admin, [good])).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        _store.Away = false;
        await _cluster.Gone(Intents);
        (await Intents.Recognise("Where is my order?")).Route.Should().Be(IntentRoute.LookUpOrder);
    }

    [Fact]
    public async Task It_is_for_admins_alone()
    {
        foreach (var caller in new[] { People.Visitor, People.Buyer, People.Agent })
        {
            (await Intents.List(caller)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Intents.Try(caller, "x")).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Intents.Add(caller, new(Intent.Order, "en", "x"))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Intents.Change(caller, Guid.CreateVersion7(), new(Intent.Order, "en", "x"))).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Intents.Remove(caller, Guid.CreateVersion7()))!.Code.Should().Be(RefusalCode.Forbidden);
            (await Intents.Rules(caller)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Intents.SetRules(caller, [new(Intent.Order, IntentRoute.HandOver, 0)])).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        }
    }

    [Fact]
    public async Task The_same_example_stands_once()
    {
        (await Intents.Add(People.Admin, new(Intent.Order, "en", "WHERE is my order?"))).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        (await Intents.Add(People.Admin, new(Intent.Order, "xx", "something"))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Intents.Change(People.Admin, Guid.CreateVersion7(), new(Intent.Order, "en", "x y z"))).Refusal!.Code.Should().Be(RefusalCode.NotFound);
    }

    [Fact]
    public async Task With_the_database_away_nothing_is_said_to_have_changed()
    {
        await Intents.Recognise("x");
        _store.Away = true;
        (await Intents.Add(People.Admin, new(Intent.Order, "en", "a brand new one"))).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        _store.Away = false;
        await _cluster.Gone(Intents);
        (await Intents.List(People.Admin)).Value!.Examples.Should().NotContain(example => example.Text == "a brand new one");
    }
}
