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
    private Dictionary<string, Feature> _features = new(StringComparer.Ordinal);
    private double _unknownWeight;

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
        var (products, square) = (new double[vectors.Length], 0.0);
        foreach (var feature in features)
        {
            if (_features.TryGetValue(feature, out var known))
            {
                square += known.Weight;
                foreach (var holder in known.Holders) products[holder] += known.Weight;
            }
            else
            {
                square += _unknownWeight;
            }
        }

        if (square == 0) return [];
        var length = Math.Sqrt(square);
        var nearest = new List<NearExample>();
        for (var at = 0; at < products.Length; at++)
        {
            if (products[at] > 0) nearest.Add(new(vectors[at].Example, products[at] / (vectors[at].Length * length)));
        }

        return [.. nearest.OrderByDescending(near => near.Similarity).ThenBy(near => near.Example.ExampleId)];
    }

    private Vector[] Weigh()
    {
        var examples = _examples.Values.Select(example => (Example: example, Features: IntentFeatures.Of(example.Text))).Where(pair => pair.Features.Count > 0).ToArray();
        var holders = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var at = 0; at < examples.Length; at++)
        {
            foreach (var feature in examples[at].Features)
            {
                if (!holders.TryGetValue(feature, out var own)) holders.Add(feature, own = []);
                own.Add(at);
            }
        }

        _unknownWeight = Math.Log(examples.Length + 1);
        _features = holders.ToDictionary(feature => feature.Key, feature => new Feature(WeightOf(feature.Key, feature.Value.Count, examples.Length), [.. feature.Value]), StringComparer.Ordinal);
        return Array.ConvertAll(examples, pair => new Vector(pair.Example, Math.Sqrt(pair.Features.Sum(feature => _features[feature].Weight))));
    }

    private static double WeightOf(string feature, int count, int examples) =>
        Math.Log((examples + 1.0) / count) * (IntentFeatures.IsMark(feature) ? MarkWeight * MarkWeight : 1);

    /// <summary>An example, and the length of its vector.</summary>
    private sealed record Vector(IntentExample Example, double Length);

    /// <summary>What a feature that two texts share adds to their product, and the examples that have it: only those are looked at.</summary>
    private sealed record Feature(double Weight, int[] Holders);
}
