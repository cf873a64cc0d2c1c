using System.Globalization;

namespace LiveChat.Benchmarks;

/// <summary>How long something took, many times over, in milliseconds.</summary>
internal sealed class Times
{
    private readonly List<double> _all = [];

    public void Add(TimeSpan time) => _all.Add(time.TotalMilliseconds);

    public void Add(Times others) => _all.AddRange(others._all);

    /// <summary>The median and what 19 of 20 took at most.</summary>
    public override string ToString()
    {
        _all.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{_all[_all.Count / 2]:F1} / {_all[_all.Count * 95 / 100]:F1}");
    }
}
