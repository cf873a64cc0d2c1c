using System.Diagnostics;
using System.Globalization;

namespace LiveChat.Silo.Commands;

/// <summary>Is told how far a long command is, part by part.</summary>
internal interface IProgress
{
    /// <summary>A part begins.</summary>
    /// <param name="part">What it is.</param>
    /// <param name="total">How many steps it has; 0 where that is not known.</param>
    void Begin(string part, long total);

    /// <summary>So many more steps are done.</summary>
    void Advance(long steps = 1);

    /// <summary>The part is done.</summary>
    void End();
}

/// <summary>Shows it: as a bar that moves where a terminal is, as a line for each part and for each ten seconds of it elsewhere.</summary>
internal sealed class Progress(TextWriter output, bool isTerminal) : IProgress
{
    private const int BarWidth = 30;
    private static readonly TimeSpan BarEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private string _part = "";
    private long _total;
    private long _done;
    private long _shownAt;

    /// <summary>For this process's output.</summary>
    public static Progress OfConsole() => new(Console.Out, !Console.IsOutputRedirected);

    public void Begin(string part, long total)
    {
        (_part, _total, _done, _shownAt) = (part, total, 0, Stopwatch.GetTimestamp());
        if (isTerminal) Show();
    }

    public void Advance(long steps = 1)
    {
        _done += steps;
        if (Stopwatch.GetElapsedTime(_shownAt) < (isTerminal ? BarEvery : LineEvery)) return;
        _shownAt = Stopwatch.GetTimestamp();
        Show();
    }

    public void End()
    {
        Show();
        if (isTerminal) output.WriteLine();
    }

    private void Show()
    {
        var count = _total == 0 ? string.Create(CultureInfo.InvariantCulture, $"{_done:N0}") : string.Create(CultureInfo.InvariantCulture, $"{_done:N0} of {_total:N0}");
        if (!isTerminal)
        {
            output.WriteLine($"{_part}: {count}");
            return;
        }
        var share = _total == 0 ? 1 : Math.Min(1, (double)_done / _total);
        var full = (int)(share * BarWidth);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\r{_part,-20} {new string('█', full)}{new string('░', BarWidth - full)} {share * 100,3:F0} %  {count}   "));
    }
}
