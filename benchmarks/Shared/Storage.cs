using LiveChat.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveChat.Benchmarks;

/// <summary>The storage as a silo has it, on one database, without anything that runs in the background.</summary>
internal sealed class Storage(IHost host) : IAsyncDisposable
{
    public T Get<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public static async Task<Storage> Open(string provider, string connectionString)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = provider,
            ["Storage:CommandTimeout"] = "00:01:00",
            ["ConnectionStrings:LiveChat"] = connectionString,
        });
        builder.Services.AddLiveChatStorage(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return new Storage(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }
}
