using System.Text.Json;
using System.Text.Json.Serialization;
using LiveChat.Intents;

namespace LiveChat.Unit.Intents;

public sealed class IntentTests
{
    private static readonly IntentIndex BuiltIn = Index(BuiltInExamples.All(DateTimeOffset.UnixEpoch));
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant")]
    [InlineData("zh-Hans")]
    public void Most_texts_that_no_example_knows_are_recognised_and_nearly_all_of_which_it_is_sure(string language)
    {
        // The benchmark says how many; this notices when it gets much worse.
        var tests = JsonSerializer.Deserialize<Dictionary<string, Dictionary<Intent, string[]>>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Intents", "testset.json")), Format)![language];
        var results = tests.SelectMany(intent => intent.Value.Select(text => (Wanted: intent.Key, BuiltIn.Recognise(text).Guess))).ToArray();
        results.Length.Should().BeGreaterThanOrEqualTo(40);
        results.Count(result => result.Guess.Intent == result.Wanted).Should().BeGreaterThan(results.Length * 6 / 10);
        var certain = results.Where(result => result.Guess.Confidence >= new IntentOptions().Threshold).ToArray();
        certain.Count(result => result.Guess.Intent == result.Wanted).Should().BeGreaterThan(certain.Length * 8 / 10);
    }

    [Fact]
    public void An_example_is_recognised_as_itself_with_certainty()
    {
        foreach (var example in BuiltInExamples.All(DateTimeOffset.UnixEpoch).Where((_, at) => at % 5 == 0))
        {
            var (guess, nearest) = BuiltIn.Recognise(example.Text);
            nearest[0].Similarity.Should().BeApproximately(1, 1e-9);
            guess.Intent.Should().Be(example.Intent, example.Text);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("?!…")]
    [InlineData("\ud800")]
    [InlineData("xyzzy plugh")]
    [InlineData("\" OR 1=1 -- %_*")]
    public void What_resembles_nothing_is_a_question_that_nobody_is_sure_of(string text)
    {
        var (guess, _) = BuiltIn.Recognise(text);
        guess.Confidence.Should().BeLessThan(new IntentOptions().Threshold);
    }

    [Fact]
    public void A_new_example_counts_at_once_and_a_removed_one_no_more()
    {
        var index = Index(Example(Intent.Order, "where is my parcel"));
        var late = Example(Intent.Complaint, "you broke my gramophone");
        index.Recognise("the gramophone").Guess.Confidence.Should().BeLessThan(0.5);
        index.Put(late);
        index.Recognise("broke the gramophone").Guess.Intent.Should().Be(Intent.Complaint);
        index.Remove(late.ExampleId);
        index.Recognise("broke the gramophone").Guess.Intent.Should().NotBe(Intent.Complaint);
    }

    [Fact]
    public void Traditional_and_simplified_characters_meet()
    {
        var index = Index(Example(Intent.Order, "訂單還沒收到"), Example(Intent.Payment, "信用卡付款"));
        index.Recognise("订单还没收到").Guess.Should().Match<IntentGuess>(guess => guess.Intent == Intent.Order && guess.Confidence > 0.9);
    }

    [Fact]
    public void The_built_in_examples_are_allowed_and_have_ids_of_their_own()
    {
        var examples = BuiltInExamples.All(DateTimeOffset.UnixEpoch);
        examples.Select(example => example.ExampleId).Should().OnlyHaveUniqueItems();
        BuiltInExamples.All(DateTimeOffset.MaxValue).Select(example => example.ExampleId).Should().Equal(examples.Select(example => example.ExampleId));
        foreach (var example in examples) IntentRules.Refuse(new(example.Intent, example.Language, example.Text)).Should().BeNull(example.Text);
        examples.GroupBy(example => (example.Language, example.Intent)).Should().HaveCount(21).And.OnlyContain(group => group.Count() >= 15);
    }

    [Theory]
    [InlineData(Intent.Order, "en", "", RefusalCode.Invalid)]
    [InlineData(Intent.Order, "en", " ?! ", RefusalCode.Invalid)]
    [InlineData(Intent.Order, "fr", "bonjour", RefusalCode.Invalid)]
    [InlineData((Intent)99, "en", "hello", RefusalCode.Invalid)]
    public void What_is_no_example_is_refused(Intent intent, string language, string text, string code) =>
        IntentRules.Refuse(new(intent, language, text))!.Code.Should().Be(code);

    [Fact]
    public void An_example_has_an_end() => IntentRules.Refuse(new(Intent.Order, "en", new string('x', 301)))!.Code.Should().Be(RefusalCode.TooLong);

    [Fact]
    public void Routes_are_as_usual_unless_the_settings_say_otherwise()
    {
        var options = new IntentOptions { Routes = { [Intent.Complaint] = IntentRoute.HandOver } };
        options.RouteOf(Intent.Complaint).Should().Be(IntentRoute.HandOver);
        options.RouteOf(Intent.Order).Should().Be(IntentRoute.LookUpOrder);
        options.RouteOf(Intent.Answer).Should().Be(IntentRoute.Answer);
    }

    [Fact]
    public void Settings_that_cannot_work_are_refused_by_name()
    {
        var result = new IntentOptionsValidator().Validate(null, new() { Threshold = 1.5, Routes = { [Intent.Order] = (IntentRoute)77 } });
        result.FailureMessage.Should().Contain("Intents:Threshold").And.Contain("Intents:Routes:Order");
    }

    private static IntentIndex Index(params IntentExample[] examples)
    {
        var index = new IntentIndex();
        foreach (var example in examples) index.Put(example);
        return index;
    }

    private static IntentExample Example(Intent intent, string text) => new(Guid.CreateVersion7(), intent, "en", text, default);
}
