using LiveChat.Silo.Ai;
using LiveChat.Silo.Ai.OpenAi;
using LiveChat.Silo.Moods;
using LiveChat.Testing;
using LiveChat.Unit.Assistant;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveChat.Unit.Moods;

/// <summary>A model that is asked how messages sound, at an endpoint on a real socket.</summary>
public sealed class ModelMoodsTests
{
    [Theory]
    [InlineData("-80", -80)]
    [InlineData(" +35\n", 35)]
    [InlineData("<think>angry</think>-100", -100)]
    [InlineData("0", 0)]
    [InlineData("-101", null)]
    [InlineData("1e2", null)]
    [InlineData("12.5", null)]
    [InlineData("rather angry", null)]
    [InlineData("-80 because they shout", null)]
    public async Task Its_answer_is_a_number_or_counts_for_nothing(string words, int? score)
    {
        await using var endpoint = ScriptedModel.Start(answer => answer.Stream(words));
        (await Moods(endpoint, new()).Judge("你們到底在搞什麼", default)).Should().Be(score);
    }

    [Fact]
    public async Task A_model_that_is_away_late_or_spent_has_no_opinion()
    {
        await using var away = ScriptedModel.Start(answer => answer.Status(500));
        (await Moods(away, new()).Judge("hm", default)).Should().BeNull();
        await using var late = ScriptedModel.Start(answer => answer.Hang());
        (await Moods(late, new() { ModelTimeout = TimeSpan.FromMilliseconds(100) }).Judge("hm", default)).Should().BeNull();

        await using var asked = ScriptedModel.Start(answer => answer.Stream("-10"));
        var moods = Moods(asked, new() { ModelPerMinute = 1 });
        (await moods.Judge("hm", default)).Should().Be(-10);
        (await moods.Judge("hm", default)).Should().BeNull();
        asked.Requests.Should().HaveCount(1);
    }

    [Fact]
    public async Task Without_a_model_or_a_wish_for_it_nobody_is_asked()
    {
        var none = new ModelMoods(null, Options.Create(new MoodOptions()), TimeProvider.System, NullLogger<ModelMoods>.Instance);
        none.Asks.Should().BeFalse();
        (await none.Judge("hm", default)).Should().BeNull();

        await using var endpoint = ScriptedModel.Start(answer => answer.Stream("-10"));
        Moods(endpoint, new() { ModelPerMinute = 0 }).Asks.Should().BeFalse();
    }

    [Fact]
    public void Settings_that_cannot_work_are_refused_by_name()
    {
        var result = new MoodOptionsValidator().Validate(null, new() { ModelTimeout = TimeSpan.Zero, ModelPerMinute = -1 });
        result.FailureMessage.Should().Contain("Moods:ModelTimeout").And.Contain("Moods:ModelPerMinute");
    }

    private static ModelMoods Moods(ScriptedModel endpoint, MoodOptions options)
    {
        var settings = new AiOptions { Endpoint = endpoint.Address, Model = "scripted", Retries = 0 };
        var model = new LimitedChatClient(new ThoughtfulChatClient(OpenAiChatClient.For(settings, TimeProvider.System)), TimeProvider.System, Options.Create(settings));
        return new(model, Options.Create(options), TimeProvider.System, NullLogger<ModelMoods>.Instance);
    }
}
