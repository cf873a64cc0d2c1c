using System.Globalization;

namespace LiveChat.Chaos.World;

/// <summary>
/// The clock of the server's process: libfaketime puts it where a file says, while what counts spans (CLOCK_MONOTONIC) goes
/// on, as on a machine whose clock is set. So the program needs no setting that could move its time.
/// </summary>
internal sealed class MovableClock(string directory)
{
    private readonly string _file = Path.Combine(directory, "clock");

    /// <summary>Why it cannot be moved; null when it can.</summary>
    public static string? WhyNot { get; } = Library is null ? "libfaketime is not installed (apt-get install libfaketime)" : null;

    /// <summary>How far it is ahead of the machine's.</summary>
    public TimeSpan Offset { get; private set; }

    /// <summary>How long the server may take to see that it was moved.</summary>
    public static TimeSpan SeenWithin { get; } = TimeSpan.FromSeconds(1);

    /// <summary>What the server's process must find in its environment.</summary>
    public Dictionary<string, string> Environment()
    {
        if (Library is null) return [];
        Move(TimeSpan.Zero);
        return new()
        {
            ["LD_PRELOAD"] = Library,
            ["FAKETIME_TIMESTAMP_FILE"] = _file,
            ["FAKETIME_CACHE_DURATION"] = SeenWithin.TotalSeconds.ToString(CultureInfo.InvariantCulture),
            ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
            // Or waits with a time-out, which count by the monotonic clock, end at once and spin.
            ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
        };
    }

    /// <summary>Moves it, ahead or back.</summary>
    public void Move(TimeSpan by)
    {
        Offset += by;
        var next = _file + ".next";
        File.WriteAllText(next, Offset.TotalSeconds.ToString("+0.###;-0.###;+0", CultureInfo.InvariantCulture) + "\n");
        File.Move(next, _file, overwrite: true);
    }

    private static string? Library =>
        new[] { "/usr/lib", "/usr/local/lib", "/lib" }.Where(Directory.Exists)
            .SelectMany(root => new[] { root }.Concat(Directory.GetDirectories(root)))
            .Select(place => Path.Combine(place, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists);
}
