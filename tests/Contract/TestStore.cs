using System.Globalization;
using LiveChat.Accounts;
using LiveChat.Contacts;
using LiveChat.Desks;
using LiveChat.Knowledge;
using LiveChat.Sessions;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveChat.Contract;

/// <summary>The storage as a silo has it, on one database. Several may stand on the same database, as several processes do.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private readonly IHost _host;

    private TestStore(IHost host, CapturedLog log)
    {
        _host = host;
        Written = log;
    }

    public IMessageLog Log => Get<IMessageLog>();

    public ISessionIndex Index => Get<ISessionIndex>();

    public IUserStore Users => Get<IUserStore>();

    public IDeskStore Desks => Get<IDeskStore>();

    public IContactStore Contacts => Get<IContactStore>();

    public IArticleStore Articles => Get<IArticleStore>();

    public Database Database => Get<Database>();

    /// <summary>What it wrote to the program's log.</summary>
    public CapturedLog Written { get; }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public static async Task<TestStore> Open(StorageProvider provider, string connectionString, params (string Name, string Value)[] settings)
    {
        var log = new CapturedLog();
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Debug);
        builder.Configuration.AddInMemoryCollection(
        [
            new("Storage:Provider", provider.ToString()),
            new("ConnectionStrings:LiveChat", connectionString),
            .. settings.Select(setting => KeyValuePair.Create("Storage:" + setting.Name, (string?)setting.Value)),
        ]);
        builder.Services.AddLiveChatStorage(builder.Configuration);
        var host = builder.Build();
        try
        {
            await host.StartAsync().WaitAsync(Waits.Long);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }

        return new TestStore(host, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }
}

/// <summary>How long a test waits for what must come.</summary>
internal static class Waits
{
    public static readonly TimeSpan Long = TimeSpan.FromSeconds(60);
}

/// <summary>Keeps what is logged, so that a test can read it.</summary>
internal sealed class CapturedLog : ILoggerProvider, ILogger
{
    private readonly List<string> _lines = [];

    public string[] Lines
    {
        get
        {
            lock (_lines) return [.. _lines];
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines) _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{logLevel}: {formatter(state, exception)} {exception}"));
    }

    public void Dispose() { }
}
