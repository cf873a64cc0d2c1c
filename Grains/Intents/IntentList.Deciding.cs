namespace LiveChat.Intents;

// What a text wants, and what follows of it.
public sealed partial class IntentList
{
    private readonly Dictionary<Intent, IntentRule> _rules = [];

    /// <inheritdoc/>
    public Task<IntentDecision> Recognise(string text) => Decide(text, _index.Recognise(text).Guess);

    /// <inheritdoc/>
    public async Task<Outcome<IntentTrial>> Try(Caller caller, string text)
    {
        if (AdminRules.Refuse(caller) is { } refusal) return refusal;
        var (guess, nearest) = _index.Recognise(text);
        var decision = await Decide(text, guess);
        return new IntentTrial(decision.Guess, decision.Certain, nearest, decision.Route);
    }

    /// <inheritdoc/>
    public Task<Outcome<IntentRuleList>> Rules(Caller caller) =>
        Task.FromResult<Outcome<IntentRuleList>>(AdminRules.Refuse(caller) is { } refusal ? refusal : AllRules);

    /// <inheritdoc/>
    public async Task<Outcome<IntentRuleList>> SetRules(Caller caller, IntentRule[] rules)
    {
        if ((AdminRules.Refuse(caller) ?? IntentRules.RefuseRules(rules)) is { } refusal) return refusal;
        try
        {
            await store.SaveRules(rules, CancellationToken.None);
            foreach (var rule in rules) _rules[rule.Intent] = rule;
            return AllRules;
        }
        catch (StoreUnavailableException e)
        {
            return InDoubt(e);
        }
    }

    /// <summary>What the examples are sure of is taken; else what a model is sure of; else it is a question like any other.</summary>
    private async Task<IntentDecision> Decide(string text, IntentGuess guess)
    {
        if (IsCertain(guess)) return Certain(guess);
        var (opinion, tokens) = string.IsNullOrWhiteSpace(text) ? default : await model(text);
        return opinion is not null && IsCertain(opinion) ? Certain(opinion) with { Tokens = tokens } : new(guess, Certain: false, IntentRoute.Answer, tokens);
    }

    private IntentDecision Certain(IntentGuess guess) => new(guess, Certain: true, RuleOf(guess.Intent).Route);

    private bool IsCertain(IntentGuess guess) => guess.Confidence >= RuleOf(guess.Intent).Threshold;

    /// <summary>What an admin has set, else what the settings say.</summary>
    private IntentRule RuleOf(Intent intent) => _rules.GetValueOrDefault(intent) ?? new(intent, options.Value.RouteOf(intent), options.Value.Threshold);

    private IntentRuleList AllRules => new(Array.ConvertAll(Enum.GetValues<Intent>(), RuleOf));
}
