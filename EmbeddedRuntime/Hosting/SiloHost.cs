using Microsoft.Extensions.Hosting;

namespace Orleans.Runtime;

/// <summary>The silo as a part of its host: starts it stage by stage, drains it when the host stops.</summary>
internal sealed class SiloHost(Silo silo, SiloLifecycle lifecycle, IEnumerable<ILifecycleParticipant<ISiloLifecycle>> participants, ReminderService? reminders = null) : IHostedService
{
    private bool _isStarted;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var participant in participants) participant.Participate(lifecycle);
        await lifecycle.StartThrough(ServiceLifecycleStage.RuntimeGrainServices, cancellationToken);
        silo.Start();
        _isStarted = true;
        await lifecycle.StartThrough(ServiceLifecycleStage.BecomeActive, cancellationToken);
        if (reminders is not null) await reminders.StartAsync(cancellationToken);
        await lifecycle.StartThrough(ServiceLifecycleStage.Last, cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_isStarted) return;
        _isStarted = false;
        try
        {
            await lifecycle.StopThrough(ServiceLifecycleStage.Active, cancellationToken);
            if (reminders is not null) await reminders.StopAsync(cancellationToken);
            await silo.StopAsync(cancellationToken);
        }
        finally
        {
            silo.Kill();
            await lifecycle.StopThrough(ServiceLifecycleStage.First, cancellationToken);
        }
    }

    /// <summary>Ends the silo as a crash would.</summary>
    public void Kill()
    {
        _isStarted = false;
        reminders?.Halt();
        silo.Kill();
    }
}
