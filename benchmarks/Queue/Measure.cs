using System.Diagnostics;

namespace LiveChat.Queue;

/// <summary>The times that one thing took.</summary>
internal sealed class Measure(string what)
{
    private readonly List<double> _times = [];

    public T Time<T>(Func<T> act)
    {
        var start = Stopwatch.GetTimestamp();
        var result = act();
        _times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        return result;
    }

    public void Time(Action act) => Time(() =>
    {
        act();
        return true;
    });

    public void Print()
    {
        _times.Sort();
        if (_times.Count > 0) Console.WriteLine($"{what,-52}{At(0.5),10:N1}{At(0.99),10:N1}{_times[^1],10:N1}");

        double At(double share) => _times[(int)((_times.Count - 1) * share)];
    }
}
