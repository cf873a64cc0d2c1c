using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Runtime;

namespace Orleans.TestingHost;

/// <summary>A silo of a test cluster.</summary>
public abstract class SiloHandle : IAsyncDisposable, IDisposable
{
    public string Name { get; set; } = "";

    public abstract bool IsActive { get; }

    public abstract Task StopSiloAsync(bool stopGracefully);

    public abstract Task StopSiloAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) { }

    public override string ToString() => Name;
}

public class InProcessSiloHandle : SiloHandle
{
    private bool _isActive = true;

    public IHost SiloHost { get; init; } = null!;

    public IServiceProvider ServiceProvider => SiloHost.Services;

    public override bool IsActive => _isActive;

    public override async Task StopSiloAsync(bool stopGracefully)
    {
        if (!_isActive) return;
        if (!stopGracefully) Kill();
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await StopSiloAsync(timeout.Token);
    }

    public override async Task StopSiloAsync(CancellationToken ct)
    {
        _isActive = false;
        await SiloHost.StopAsync(ct);
        if (SiloHost is IAsyncDisposable host) await host.DisposeAsync();
        else SiloHost.Dispose();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_isActive) await StopSiloAsync(stopGracefully: true);
        GC.SuppressFinalize(this);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _isActive) Kill();
    }

    internal void Kill()
    {
        _isActive = false;
        SiloHost.Services.GetRequiredService<SiloHost>().Kill();
    }
}
