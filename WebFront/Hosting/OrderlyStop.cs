using System.Runtime.InteropServices;
using LiveChat.WebFront.Realtime;

namespace LiveChat.WebFront.Hosting;

/// <summary>
/// What SIGTERM and Ctrl+C do: first the sockets are told and closed, then the host stops, and the process exits with 0.
/// The framework's own lifetime stops the host at once, which cuts sockets off before they hear why.
/// </summary>
internal sealed class OrderlyStop(Draining draining, IHostApplicationLifetime lifetime) : IHostLifetime, IDisposable
{
    private static readonly PosixSignal[] Ends = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];

    private readonly List<PosixSignalRegistration> _registrations = [];

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in Ends) _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        // However else the host is stopped, those who are here are told at least.
        lifetime.ApplicationStopping.Register(draining.Begin);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        foreach (var registration in _registrations) registration.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        _ = Stop();
    }

    private async Task Stop()
    {
        try
        {
            await draining.Drain();
        }
        finally
        {
            lifetime.StopApplication();
        }
    }
}
