using LiveChat.Load.Servers;
using LiveChat.Testing;

namespace LiveChat.Benchmarks.Growth;

/// <summary>An empty database of its own, to be filled, and the built server on it.</summary>
internal sealed class Place(string provider, string connectionString, string data, string webFront) : IDisposable
{
    public string Provider => provider;

    public static async Task<Place> Make(string provider, PostgresServer postgres, string webFront)
    {
        var data = Directory.CreateTempSubdirectory("livechat-growth-").FullName;
        return new(provider, provider == "Sqlite" ? $"Data Source={data}/livechat.db" : await postgres.CreateDatabaseAsync(), data, webFront);
    }

    public async Task Fill(Func<Filling, Task> fill)
    {
        await using var storage = await Storage.Open(provider, connectionString);
        await fill(new Filling(storage));
    }

    /// <summary>Starts the server and answers once it is ready. Limits are off, the demo's users there.</summary>
    public Task<ServerProcess> Start(params (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DataDirectory"] = data,
            ["RateLimits__Enabled"] = "false",
            ["Logging__LogLevel__Default"] = "Warning",
            ["Storage__Provider"] = provider,
            ["ConnectionStrings__LiveChat"] = connectionString,
        };
        foreach (var (name, value) in settings) environment[name] = value;
        return ServerProcess.Start(provider, null, webFront, address => ["--urls", address.ToString().TrimEnd('/')], environment);
    }

    public void Dispose() => Directory.Delete(data, recursive: true);
}
