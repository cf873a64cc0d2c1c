using System.Diagnostics;
using System.Globalization;

namespace LiveChat.Load.Servers;

/// <summary>Keeps the servers and the load on cores of their own.</summary>
public static class Cores
{
    private const string AlreadyHeld = "LIVECHAT_LOAD_HELD";

    /// <summary>Runs this program again on one core and answers its exit code; null when it runs there already.</summary>
    public static async Task<int?> RunOn(int core, string[] args)
    {
        if (Environment.GetEnvironmentVariable(AlreadyHeld) is not null || Environment.ProcessorCount < 2) return null;
        var start = new ProcessStartInfo("taskset", ["-c", core.ToString(CultureInfo.InvariantCulture), "dotnet", typeof(Cores).Assembly.Location, .. args]);
        start.Environment[AlreadyHeld] = "1";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>Moves the PostgreSQL server of a port, with all its processes, to a core.</summary>
    public static async Task Hold(int postgresPort, int core)
    {
        var script = $"""
            for server in $(pgrep -f -- '-c port={postgresPort} '); do
                for process in $server $(pgrep -P $server); do taskset -acp {core} $process >/dev/null 2>&1; done
            done
            """;
        using var process = Process.Start("/bin/sh", ["-c", script]);
        await process.WaitForExitAsync();
    }
}
