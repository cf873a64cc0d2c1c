using System.Runtime.InteropServices;

namespace Orleans.Runtime;

/// <summary>Values that travel with every call made from here: into the grain, and into the calls that it makes.</summary>
public static class RequestContext
{
    private const string ReentrancyKey = "#CCR";

    // Never changed once set: whoever adds a value makes a new dictionary, so that calls under way keep theirs.
    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();

    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>The call chain that may come back to a grain that waits in it; empty for none.</summary>
    public static Guid ReentrancyId
    {
        get => ReentrancyIdOf(Values.Value);
        set
        {
            if (value == Guid.Empty) Remove(ReentrancyKey);
            else Set(ReentrancyKey, value);
        }
    }

    internal static Dictionary<string, object>? Current
    {
        get => Values.Value;
        set
        {
            if (!ReferenceEquals(Values.Value, value)) Values.Value = value;
        }
    }

    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    public static void Set(string key, object value)
    {
        var next = Values.Value is { } values ? new Dictionary<string, object>(values, StringComparer.Ordinal) : new(1, StringComparer.Ordinal);
        next[key] = value;
        Values.Value = next;
    }

    public static bool Remove(string key)
    {
        if (Values.Value is not { } values || !values.ContainsKey(key)) return false;
        var next = new Dictionary<string, object>(values, StringComparer.Ordinal);
        next.Remove(key);
        Values.Value = next.Count == 0 ? null : next;
        return true;
    }

    public static void Clear() => Current = null;

    /// <summary>Until disposed, calls of this chain may enter this grain while it waits for them.</summary>
    public static ReentrancySection AllowCallChainReentrancy()
    {
        var original = ReentrancyId;
        return new ReentrancySection(original, original == Guid.Empty ? Guid.CreateVersion7() : original);
    }

    public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

    internal static Guid ReentrancyIdOf(Dictionary<string, object>? values) =>
        values is not null && values.TryGetValue(ReentrancyKey, out var value) && value is Guid id ? id : Guid.Empty;

    /// <summary>The span in which a call chain may, or may not, come back.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly struct ReentrancySection : IDisposable
    {
        private readonly Guid _original;
        private readonly Guid _current;

        public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
        {
            _original = originalReentrancyId;
            _current = newReentrancyId;
            if (_current != _original) ReentrancyId = _current;
            if (_current != Guid.Empty) Activation.Current?.EnterReentrantSection(_current);
        }

        public void Dispose()
        {
            if (_current != Guid.Empty) Activation.Current?.ExitReentrantSection(_current);
            if (_current != _original) ReentrancyId = _original;
        }
    }
}
