using Orleans.Concurrency;

namespace LiveChat.Intents;

/// <summary>What somebody may want of the assistant.</summary>
public enum Intent
{
    /// <summary>A question that knowledge answers.</summary>
    Answer = 1,

    /// <summary>An order: where it is, what is in it.</summary>
    Order = 2,

    /// <summary>Paying, invoices, money back.</summary>
    Payment = 3,

    /// <summary>Something went wrong, and it angers.</summary>
    Complaint = 4,

    /// <summary>A ticket: to open one, or what became of it.</summary>
    Ticket = 5,

    /// <summary>A person.</summary>
    Person = 6,

    /// <summary>Greetings, thanks, banter.</summary>
    SmallTalk = 7,
}

/// <summary>
/// Recognises what is wanted: by the nearest of the examples that admins keep, or, where none is near enough and a model is
/// configured, by asking that.
/// </summary>
/// <remarks>Key: <see cref="All"/>. The examples are kept in memory and read anew when it activates.</remarks>
[Alias("IIntents")]
public interface IIntents : IGrainWithStringKey
{
    /// <summary>The key of the one list there is.</summary>
    const string All = "all";

    /// <summary>What a text wants, and what follows of it. Every character of it is text, never syntax.</summary>
    [Alias("Recognise"), AlwaysInterleave] Task<IntentDecision> Recognise(string text);

    /// <summary>The same for a field to try it in, with the examples that decided; admins only.</summary>
    [Alias("Try"), AlwaysInterleave] Task<Outcome<IntentTrial>> Try(Caller caller, string text);

    /// <summary>What follows of each intent, and from which confidence on; admins only.</summary>
    [Alias("Rules"), AlwaysInterleave] Task<Outcome<IntentRuleList>> Rules(Caller caller);

    /// <summary>Sets what follows of some intents, for every text from then on; admins only. Answers all rules.</summary>
    [Alias("SetRules")] Task<Outcome<IntentRuleList>> SetRules(Caller caller, IntentRule[] rules);

    /// <summary>All examples, by intent, language and text; admins only.</summary>
    [Alias("List"), AlwaysInterleave] Task<Outcome<IntentExampleList>> List(Caller caller);

    /// <summary>Writes a new example; admins only. CONFLICT when it stands already or there are too many.</summary>
    [Alias("Add")] Task<Outcome<IntentExample>> Add(Caller caller, IntentExampleDraft draft);

    /// <summary>Changes an example; admins only.</summary>
    [Alias("Change")] Task<Outcome<IntentExample>> Change(Caller caller, Guid exampleId, IntentExampleDraft draft);

    /// <summary>Removes an example; admins only. When the last is gone, the next activation begins with the built-in ones.</summary>
    [Alias("Remove")] Task<Refusal?> Remove(Caller caller, Guid exampleId);
}

/// <summary>A text that shows an intent.</summary>
/// <param name="ExampleId">Its id.</param>
/// <param name="Intent">What it wants.</param>
/// <param name="Language"><c>zh-Hant</c>, <c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="Text">The text.</param>
/// <param name="UpdatedAt">When it was last written, in UTC.</param>
[GenerateSerializer, Immutable, Alias("IntentExample")]
public sealed record IntentExample(
    [property: Id(0)] Guid ExampleId,
    [property: Id(1)] Intent Intent,
    [property: Id(2)] string Language,
    [property: Id(3)] string Text,
    [property: Id(4)] DateTimeOffset UpdatedAt);

/// <summary>An example as an admin writes it.</summary>
/// <param name="Intent">What it wants.</param>
/// <param name="Language"><c>zh-Hant</c>, <c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="Text">1 to 300 characters.</param>
[GenerateSerializer, Immutable, Alias("IntentExampleDraft")]
public sealed record IntentExampleDraft(
    [property: Id(0)] Intent Intent,
    [property: Id(1)] string Language,
    [property: Id(2)] string Text);

/// <summary>Examples.</summary>
[GenerateSerializer, Immutable, Alias("IntentExampleList")]
public sealed record IntentExampleList([property: Id(0)] IntentExample[] Examples);

/// <summary>What follows of an intent.</summary>
/// <param name="Intent">The intent.</param>
/// <param name="Route">What follows.</param>
/// <param name="Threshold">The confidence from which on it does, 0 to 1; below it a text is a question like any other.</param>
[GenerateSerializer, Immutable, Alias("IntentRule")]
public sealed record IntentRule(
    [property: Id(0)] Intent Intent,
    [property: Id(1)] IntentRoute Route,
    [property: Id(2)] double Threshold);

/// <summary>What follows of each intent.</summary>
[GenerateSerializer, Immutable, Alias("IntentRuleList")]
public sealed record IntentRuleList([property: Id(0)] IntentRule[] Rules);

/// <summary>What a text seems to want.</summary>
/// <param name="Intent">The likeliest intent; <see cref="Intent.Answer"/> when nothing resembles it.</param>
/// <param name="Confidence">0 (a guess) to 1.</param>
/// <param name="ByModel">Whether a model says so; else the examples do.</param>
[GenerateSerializer, Immutable, Alias("IntentGuess")]
public sealed record IntentGuess(
    [property: Id(0)] Intent Intent,
    [property: Id(1)] double Confidence,
    [property: Id(2)] bool ByModel = false);

/// <summary>A guess, and what follows of it.</summary>
/// <param name="Guess">The guess.</param>
/// <param name="Certain">Whether it is sure enough to be acted on.</param>
/// <param name="Route">What follows of it; <see cref="IntentRoute.Answer"/> where it is not certain.</param>
/// <param name="Tokens">What a model said to it, in tokens; 0 where none was asked.</param>
[GenerateSerializer, Immutable, Alias("IntentDecision")]
public sealed record IntentDecision(
    [property: Id(0)] IntentGuess Guess,
    [property: Id(1)] bool Certain,
    [property: Id(2)] IntentRoute Route,
    [property: Id(3)] long Tokens = 0);

/// <summary>A guess, and what it came from.</summary>
/// <param name="Guess">The guess.</param>
/// <param name="Certain">Whether it is sure enough to be acted on.</param>
/// <param name="Nearest">The nearest examples, nearest first.</param>
/// <param name="Route">What would follow of it.</param>
[GenerateSerializer, Immutable, Alias("IntentTrial")]
public sealed record IntentTrial(
    [property: Id(0)] IntentGuess Guess,
    [property: Id(1)] bool Certain,
    [property: Id(2)] NearExample[] Nearest,
    [property: Id(3)] IntentRoute Route);

/// <summary>An example that resembles a text.</summary>
/// <param name="Example">The example.</param>
/// <param name="Similarity">0 (nothing in common) to 1 (the same).</param>
[GenerateSerializer, Immutable, Alias("NearExample")]
public sealed record NearExample([property: Id(0)] IntentExample Example, [property: Id(1)] double Similarity);
