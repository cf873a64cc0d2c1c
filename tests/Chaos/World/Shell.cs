using System.Diagnostics;

namespace LiveChat.Chaos.World;

/// <summary>Short commands of the system.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command and answers what it said; a failure throws.</summary>
    public static async Task<string> Run(string command)
    {
        var (code, said) = await Try("/bin/sh", ["-c", command], new Dictionary<string, string>());
        return code == 0 ? said : throw new InvalidOperationException($"{command} ended with {code}: {said}");
    }

    /// <summary>Runs a program and answers its exit code and what it said.</summary>
    public static async Task<(int Code, string Said)> Try(string program, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync()).WaitAsync(Patience);
            await process.WaitForExitAsync().WaitAsync(Patience);
            return (process.ExitCode, string.Concat(said));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Sends a signal to processes; one that is gone already does not mind.</summary>
    public static Task Signal(string signal, params IEnumerable<int> processes) =>
        Run(string.Join(';', processes.Select(id => $"kill -{signal} {id} 2>/dev/null || true").DefaultIfEmpty("true")));
}
