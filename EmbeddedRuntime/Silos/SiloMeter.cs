using System.Diagnostics.Metrics;

namespace Orleans.Runtime;

/// <summary>What a silo tells of itself, under the names by which Orleans tells the same.</summary>
internal sealed class SiloMeter : IDisposable
{
    private readonly Meter _meter = new("Microsoft.Orleans");

    public SiloMeter(Func<IEnumerable<GrainKind>> kinds, Func<int> subscriptions)
    {
        _meter.CreateObservableUpDownCounter("orleans-grains", () => Count(kinds()), description: "Activations, by grain type.");
        _meter.CreateObservableUpDownCounter("orleans-streams-pubsub-consumers-total", subscriptions, description: "Subscriptions to streams.");
    }

    public void Dispose() => _meter.Dispose();

    private static IEnumerable<Measurement<int>> Count(IEnumerable<GrainKind> kinds) =>
        kinds.Select(kind => new Measurement<int>(kind.Count, new KeyValuePair<string, object?>("type", kind.Type.ToString())));
}
