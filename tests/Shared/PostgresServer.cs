using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LiveChat.Testing;

/// <summary>
/// A real PostgreSQL server for the tests: a cluster of its own in a temporary directory, on a free port of the loopback
/// address. <see cref="Shared"/> serves a whole test run, one database per test class; a test that stops the server
/// starts its own.
/// </summary>
/// <remarks>A shell keeps watch: when this process ends, however it ends, the server stops and its directory is removed.</remarks>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Owner = "livechat";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<PostgresServer>> Running = new(() => StartAsync());

    private readonly string _binaries;
    private readonly string _directory;
    private readonly int _port;
    private readonly string _settings;
    private readonly Process _watch;
    private int _databases;

    private PostgresServer(string binaries, string directory, int port, string settings, Process watch)
    {
        (_binaries, _directory, _port, _settings, _watch) = (binaries, directory, port, settings, watch);
    }

    /// <summary>The server of this test run, started when first asked for. Skips the test where PostgreSQL is not installed.</summary>
    public static Task<PostgresServer> Shared => Running.Value;

    /// <summary>Starts a server of one's own.</summary>
    /// <param name="settings">More settings of the server, such as <c>fsync=off</c>.</param>
    public static Task<PostgresServer> StartAsync(params string[] settings) => StartInAsync(Path.GetTempPath(), settings);

    /// <summary>Starts a server of one's own whose files lie below a directory.</summary>
    /// <param name="parent">The directory; the server's own is made in it and removed again.</param>
    /// <param name="settings">More settings of the server.</param>
    public static async Task<PostgresServer> StartInAsync(string parent, params string[] settings)
    {
        var binaries = FindBinaries()
            ?? throw new InvalidOperationException("$XunitDynamicSkip$PostgreSQL is not installed (looked for /usr/lib/postgresql/*/bin/postgres): apt-get install postgresql");
        var directory = Path.Combine(parent, "livechat-pg-" + Guid.CreateVersion7().ToString("N")[..20]);
        var port = FreePort();
        var options = string.Join(' ', new[] { $"port={port}", "listen_addresses=127.0.0.1", $"unix_socket_directories={directory}", "max_connections=200", "timezone=UTC" }
            .Concat(settings).Select(setting => "-c " + setting));

        var pgCtl = AsOwner($"'{binaries}/pg_ctl' -D '{directory}/data'");
        var watch = Start($$"""
            set -e
            mkdir -m 700 '{{directory}}'
            stop() { {{pgCtl}} -m immediate stop >/dev/null 2>&1 || true; rm -rf '{{directory}}'; }
            trap stop EXIT
            trap 'exit 1' HUP INT TERM
            {{(IsRoot ? $"chown postgres '{directory}'" : ":")}}
            {{AsOwner($"'{binaries}/initdb' -D '{directory}/data' -U {Owner} -A trust -E UTF8 --locale=C.UTF-8 --no-sync")}} >&2
            {{pgCtl}} -l '{{directory}}/log' -o '{{options}}' -w start >&2
            echo ready
            cat >/dev/null
            """);
        var server = new PostgresServer(binaries, directory, port, options, watch);
        try
        {
            var line = await watch.StandardOutput.ReadLineAsync().WaitAsync(StartTimeout);
            if (line == "ready") return server;
            throw new InvalidOperationException($"PostgreSQL did not start: {await watch.StandardError.ReadToEndAsync().WaitAsync(StartTimeout)}");
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes an empty database and answers how to connect to it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create database {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>How to connect to a database of this server.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port.ToString(CultureInfo.InvariantCulture)};Username={Owner};Database={database}";

    /// <summary>Where it listens, on the loopback address.</summary>
    public int Port => _port;

    /// <summary>The id of its first process, the parent of all others; null when it does not run.</summary>
    public int? ProcessId =>
        File.Exists(PidFile) && int.TryParse(File.ReadLines(PidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var id) && Directory.Exists($"/proc/{id}") ? id : null;

    /// <summary>Stops the server as a crash would: nothing is flushed, connections break.</summary>
    public Task CrashAsync() => RunAsync(AsOwner($"'{_binaries}/pg_ctl' -D '{_directory}/data' -m immediate -w stop"));

    /// <summary>Starts it again, on the same port.</summary>
    public Task RestartAsync() => RunAsync(AsOwner($"'{_binaries}/pg_ctl' -D '{_directory}/data' -l '{_directory}/log' -o '{_settings}' -w start"));

    /// <summary>Stops the server and removes its directory.</summary>
    public async ValueTask DisposeAsync()
    {
        _watch.StandardInput.Close();
        await _watch.WaitForExitAsync().WaitAsync(StartTimeout);
        _watch.Dispose();
    }

    private string PidFile => $"{_directory}/data/postmaster.pid";

    private static bool IsRoot => Environment.UserName == "root";

    // The server refuses to run as root.
    private static string AsOwner(string command) =>
        IsRoot ? $"runuser -u postgres -- {command}" : command;

    private static string? FindBinaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "postgres")))
                .MaxBy(bin => int.TryParse(Path.GetFileName(Path.GetDirectoryName(bin)), CultureInfo.InvariantCulture, out var version) ? version : 0)
            : null;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static Process Start(string script) =>
        Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script])
        {
            WorkingDirectory = "/",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task RunAsync(string command)
    {
        using var process = Start(command + " </dev/null >/dev/null");
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(StartTimeout);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command} failed: {await errors}");
    }
}
