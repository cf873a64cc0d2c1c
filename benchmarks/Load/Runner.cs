using System.Globalization;
using LiveChat.Load.Scenarios;
using LiveChat.Load.Servers;
using LiveChat.Testing;
using Npgsql;

namespace LiveChat.Load;

/// <summary>Runs the scenarios asked for against ours and the references, one server at a time, and prints the table.</summary>
public static class Runner
{
    private const int ServerCore = 0;
    private static readonly TimeSpan OverloadFor = TimeSpan.FromSeconds(15);
    private static readonly string[] OursAlone = ["tokens", "overload"];
    private static readonly string[] Everything = ["ping", "steady-200", "steady-1000", "blast", "fanout", "idle", "tokens-200", "tokens-1000", "overload-200", "overload-1000"];

    /// <summary>
    /// <c>[scenario …] [--on bare,insert,batch,sqlite,postgresql] [--seconds 5] [--server path/to/LiveChat.WebFront.dll]</c>;
    /// without names, all of them on all.
    /// </summary>
    public static async Task<int> Run(string[] args)
    {
        var scenarios = args.TakeWhile(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (scenarios.Length == 0) scenarios = Everything;
        if (scenarios.FirstOrDefault(name => !Everything.Contains(name)) is { } unknown)
        {
            await Console.Error.WriteLineAsync($"There is no scenario '{unknown}'; there are {string.Join(", ", Everything)}.");
            return 2;
        }

        var servers = (Option(args, "--on") ?? "bare,insert,batch,sqlite,postgresql").Split(',');
        var webFront = Path.GetFullPath(Option(args, "--server") ?? Path.Combine(AppContext.BaseDirectory, "../../WebFront/release/LiveChat.WebFront.dll"));
        if (!File.Exists(webFront))
        {
            await Console.Error.WriteLineAsync($"{webFront} is not there: build it first (dotnet build WebFront -c Release), or name it with --server.");
            return 2;
        }

        if (double.TryParse(Option(args, "--seconds"), CultureInfo.InvariantCulture, out var seconds)) TalkScenarios.Step = TimeSpan.FromSeconds(seconds);
        var report = new Report();
        await using var postgres = await PostgresServer.StartAsync();
        await Cores.Hold(new NpgsqlConnectionStringBuilder(postgres.ConnectionString("postgres")).Port, ServerCore);
        foreach (var name in servers)
        {
            foreach (var scenario in scenarios) await RunOne(name, scenario, webFront, postgres, report);
        }

        Console.WriteLine(report.ToString());
        return report.Failures == 0 ? 0 : 1;
    }

    private static async Task RunOne(string name, string scenario, string webFront, PostgresServer postgres, Report report)
    {
        var isLiveChat = name is "sqlite" or "postgresql";
        if (!isLiveChat && OursAlone.Any(kind => scenario.StartsWith(kind, StringComparison.Ordinal))) return;
        await Console.Error.WriteLineAsync($"{scenario} on {name}");
        using var data = new TemporaryFolder();
        try
        {
            await using var server = await Start(name, webFront, postgres, data.Path);
            using var target = new ChatTarget(server, isLiveChat);
            using var said = new ServerSaid(server);
            switch (scenario)
            {
                case "ping": report.Add("ping p50, µs", name, await TalkScenarios.Ping(target)); break;
                case "steady-200": report.Add("steady 200, messages/s", name, await TalkScenarios.Steady(target, 200)); break;
                case "steady-1000": report.Add("steady 1000, messages/s", name, await TalkScenarios.Steady(target, 1000)); break;
                case "blast": report.Add("blast, messages/s", name, await TalkScenarios.Blast(target, 200)); break;
                case "fanout": report.Add("fan-out to 1000 p99, ms", name, await TalkScenarios.FanOut(target, 1000)); break;
                case "idle": report.Add("idle, KB a socket", name, await IdleScenario.MemoryPerSocket(target, 5000)); break;
                case "tokens-200": await Tokens(target, 200, name, report); break;
                case "tokens-1000": await Tokens(target, 1000, name, report); break;
                case "overload-200": await Overload(target, 200, name, report); break;
                case "overload-1000": await Overload(target, 1000, name, report); break;
            }
        }
        catch (Exception failed)
        {
            // One scenario's failure is reported beside the others' figures.
            report.AddFailure($"{scenario} on {name}: {failed.Message}");
            await Console.Error.WriteLineAsync(failed.ToString());
        }
    }

    private static async Task Tokens(ChatTarget target, int replies, string name, Report report)
    {
        var (lag, perSecond, wrong) = await TokensScenario.Run(target, replies);
        report.Add($"tokens {replies}, p99 lag, ms", name, lag);
        report.Add($"tokens {replies}, chunks/s", name, perSecond);
        report.Add($"tokens {replies}, lost or out of order", name, wrong);
    }

    private static async Task Overload(ChatTarget target, int sessions, string name, Report report)
    {
        var overloaded = await OverloadScenario.Run(target, sessions, OverloadFor);
        report.Add($"overload {sessions}, capacity/s", name, overloaded.Capacity);
        report.Add($"overload {sessions}, accepted/s of twice as many", name, overloaded.Accepted);
        report.Add($"overload {sessions}, refused/s", name, overloaded.Refused);
        report.Add($"overload {sessions}, accepted p99, ms", name, overloaded.AcceptedAfter.TotalMilliseconds);
        report.Add($"overload {sessions}, refused p99, ms", name, overloaded.RefusedAfter.TotalMilliseconds);
        report.Add($"overload {sessions}, full speed after, s", name, overloaded.Recovered.TotalSeconds);
        report.Add($"overload {sessions}, lost or doubled", name, overloaded.Wrong);
    }

    private static async Task<ServerProcess> Start(string name, string webFront, PostgresServer postgres, string data)
    {
        var database = name is "insert" or "batch" or "postgresql" ? await postgres.CreateDatabaseAsync() : null;
        if (name is not ("sqlite" or "postgresql"))
        {
            return await ServerProcess.Start(
                name, ServerCore, typeof(Runner).Assembly.Location,
                address => ["reference", name, address.ToString().TrimEnd('/'), .. database is null ? Array.Empty<string>() : [database]],
                new Dictionary<string, string>());
        }

        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DataDirectory"] = data,
            ["RateLimits__Enabled"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Storage__Provider"] = database is null ? "Sqlite" : "PostgreSql",
        };
        if (database is not null) environment["ConnectionStrings__LiveChat"] = database;
        return await ServerProcess.Start(name, ServerCore, webFront, address => ["--urls", address.ToString().TrimEnd('/')], environment);
    }

    private static string? Option(string[] args, string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }

    /// <summary>What a server said that is worth reading when its scenario is over: warnings and errors, or why it ended.</summary>
    private sealed class ServerSaid(ServerProcess server) : IDisposable
    {
        public void Dispose()
        {
            if (server.Output.Length > 0) Console.Error.WriteLine($"    {server.Name} said:\n{server.Output}");
        }
    }

    private sealed class TemporaryFolder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("livechat-load-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
