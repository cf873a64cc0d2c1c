namespace LiveChat.Intents;

/// <summary>
/// The examples as vectors of their features, rare ones weighing most. A text wants what the nearest of them want: each
/// votes with the square of its similarity, so that a near one outweighs many far ones.
/// </summary>
/// <remarks>
/// What weighs how much was chosen by leaving each example out with its translations and having the others recognise it
/// (<c>benchmarks/Intents --leave-one-out</c>), never by the benchmark's test set.
/// </remarks>
internal sealed class IntentIndex
{
    private const int ShownExamples = 7;

    // Votes for nothing: few and faint ones make nobody sure, however much they agree.
    private const double Doubt = 0.2;

    // An example said again: what admins write there holds, whatever resembles it.
    private const double Same = 0.999;

    // How something is said tells more than any one word of it.
    private const double MarkWeight = 3;

    private readonly Dictionary<Guid, IntentExample> _examples = [];
    private Vector[]? _vectors;
    private Dictionary<string, double> _rarity = new(StringComparer.Ordinal);
    private double _unknownRarity;

    public int Count => _examples.Count;

    public IEnumerable<IntentExample> Examples => _examples.Values;

    public IntentExample? Find(Guid exampleId) => _examples.GetValueOrDefault(exampleId);

    public void Put(IntentExample example)
    {
        _examples[example.ExampleId] = example;
        _vectors = null;
    }

    public void Remove(Guid exampleId)
    {
        if (_examples.Remove(exampleId)) _vectors = null;
    }

    /// <summary>What the text wants, and the examples that decided, nearest first.</summary>
    public (IntentGuess Guess, NearExample[] Nearest) Recognise(string text)
    {
        var nearest = Nearest(IntentFeatures.Of(text));
        if (nearest.Length == 0) return (new(Intent.Answer, 0), []);

        var voters = nearest[0].Similarity > Same ? nearest.TakeWhile(near => near.Similarity > Same) : nearest;
        var votes = voters.GroupBy(near => near.Example.Intent)
            .Select(group => (Intent: group.Key, Votes: group.Sum(near => near.Similarity * near.Similarity)))
            .OrderByDescending(group => group.Votes).ThenBy(group => group.Intent).ToArray();
        var lead = Lead(votes[0].Votes, votes.Length > 1 ? votes[1].Votes : 0);
        return (new(votes[0].Intent, lead), [.. nearest.Take(ShownExamples)]);
    }

    // How far the first is ahead of the second, 0 to 1; its root, so that one half is a fair threshold.
    private static double Lead(double first, double second) => Math.Sqrt((first - second) / (first + second + Doubt));

    private NearExample[] Nearest(HashSet<string> features)
    {
        var vectors = _vectors ??= Weigh();
        var length = Math.Sqrt(features.Sum(feature => Square(RarityOf(feature))));
        if (length == 0) return [];
        return
        [
            .. vectors.Select(vector => new NearExample(vector.Example, vector.Times(features, RarityOf) / (vector.Length * length)))
                .Where(near => near.Similarity > 0)
                .OrderByDescending(near => near.Similarity).ThenBy(near => near.Example.ExampleId),
        ];
    }

    private Vector[] Weigh()
    {
        var features = _examples.Values.Select(example => (example, Features: IntentFeatures.Of(example.Text))).Where(pair => pair.Features.Count > 0).ToArray();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (_, own) in features)
            foreach (var feature in own) counts[feature] = counts.GetValueOrDefault(feature) + 1;

        _unknownRarity = Math.Sqrt(Math.Log(features.Length + 1));
        _rarity = counts.ToDictionary(
            count => count.Key, count => Math.Sqrt(Math.Log((features.Length + 1.0) / count.Value)) * (IntentFeatures.IsMark(count.Key) ? MarkWeight : 1), StringComparer.Ordinal);
        return [.. features.Select(pair => new Vector(pair.example, pair.Features, Math.Sqrt(pair.Features.Sum(feature => Square(RarityOf(feature))))))];
    }

    private double RarityOf(string feature) => _rarity.GetValueOrDefault(feature, _unknownRarity);

    private static double Square(double number) => number * number;

    private sealed record Vector(IntentExample Example, HashSet<string> Features, double Length)
    {
        public double Times(HashSet<string> other, Func<string, double> rarityOf)
        {
            double sum = 0;
            foreach (var feature in other)
                if (Features.Contains(feature)) sum += Square(rarityOf(feature));
            return sum;
        }
    }
}
