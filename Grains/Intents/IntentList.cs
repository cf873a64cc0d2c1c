using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Intents;

/// <summary>Recognises what a text wants; one for all silos, so that a change is seen by every answer after it.</summary>
public delegate Task<IntentDecision> IntentSearch(string text);

/// <summary>Asks a model, where one is configured. It never fails: without an answer in time, of use and within the bounds there is no guess.</summary>
public delegate Task<ModelGuess> IntentModel(string text);

/// <summary>What a model makes of a text.</summary>
/// <param name="Guess">Its guess; null for none.</param>
/// <param name="Tokens">What it said, in tokens.</param>
public readonly record struct ModelGuess(IntentGuess? Guess, long Tokens);

/// <inheritdoc cref="IIntents"/>
public sealed partial class IntentList(
    IIntentStore store, IntentModel model, TimeProvider clock, IOptions<IntentOptions> options, ILogger<IntentList> logger) : Grain, IIntents
{
    private readonly IntentIndex _index = new();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var examples = await store.All(cancellationToken);
        if (examples.Length == 0)
        {
            examples = BuiltInExamples.All(clock.GetUtcNow());
            await store.Save(examples, cancellationToken);
        }

        foreach (var example in examples) _index.Put(example);
        foreach (var rule in await store.Rules(cancellationToken)) _rules[rule.Intent] = rule;
        LogLoaded(_index.Count);
    }

    public Task<Outcome<IntentExampleList>> List(Caller caller)
    {
        if (AdminRules.Refuse(caller) is { } refusal) return Task.FromResult<Outcome<IntentExampleList>>(refusal);
        var sorted = _index.Examples.OrderBy(example => example.Intent).ThenBy(example => example.Language, StringComparer.Ordinal)
            .ThenBy(example => example.Text, StringComparer.Ordinal).ToArray();
        return Task.FromResult<Outcome<IntentExampleList>>(new IntentExampleList(sorted));
    }

    public async Task<Outcome<IntentExample>> Add(Caller caller, IntentExampleDraft draft)
    {
        if (AdminRules.Refuse(caller) is { } refusal) return refusal;
        return _index.Count >= IntentRules.MostExamples ? TooMany : await Write(Guid.CreateVersion7(clock.GetUtcNow()), draft);
    }

    public async Task<Outcome<IntentExample>> Change(Caller caller, Guid exampleId, IntentExampleDraft draft)
    {
        if (AdminRules.Refuse(caller) is { } refusal) return refusal;
        return _index.Find(exampleId) is null ? NoSuchExample : await Write(exampleId, draft);
    }

    public async Task<Refusal?> Remove(Caller caller, Guid exampleId)
    {
        if (AdminRules.Refuse(caller) is { } refusal) return refusal;
        try
        {
            var stood = await store.Remove(exampleId, CancellationToken.None);
            _index.Remove(exampleId);
            return stood ? null : NoSuchExample;
        }
        catch (StoreUnavailableException e)
        {
            return InDoubt(e);
        }
    }

    private async Task<Outcome<IntentExample>> Write(Guid exampleId, IntentExampleDraft draft)
    {
        if (IntentRules.Refuse(draft) is { } malformed) return malformed;
        if (_index.Examples.Any(known => known.ExampleId != exampleId && IntentRules.AreSame(known, draft))) return Known;
        var example = new IntentExample(exampleId, draft.Intent, draft.Language, draft.Text.Trim(), clock.GetUtcNow());
        try
        {
            await store.Save([example], CancellationToken.None);
            _index.Put(example);
            return example;
        }
        catch (EntryRejectedException)
        {
            return new Refusal(RefusalCode.Invalid, "The database cannot store this.");
        }
        catch (StoreUnavailableException e)
        {
            return InDoubt(e);
        }
    }

    // It may have been written or not: only reading everything anew tells.
    private Refusal InDoubt(StoreUnavailableException e)
    {
        LogInDoubt(e);
        DeactivateOnIdle();
        return new Refusal(RefusalCode.StoreUnavailable, "The database is away. Look whether the change happened, and try again in a moment.");
    }

    private static Refusal NoSuchExample { get; } = new(RefusalCode.NotFound, "There is no such example.");

    private static Refusal Known { get; } = new(RefusalCode.Conflict, "There is such an example already.");

    private static Refusal TooMany { get; } = new(RefusalCode.Conflict, $"There are {IntentRules.MostExamples} examples already; remove one first.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Intents loaded: {Count} examples")]
    private partial void LogLoaded(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A change of the examples or rules of intents is in doubt; they are read anew")]
    private partial void LogInDoubt(Exception e);
}
