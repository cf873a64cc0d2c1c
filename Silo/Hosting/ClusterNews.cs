using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Hosting;

/// <summary>What a front hears of its cluster's health.</summary>
public sealed class ClusterNews(IOptions<ClusterSettings> settings)
{
    private TaskCompletionSource? _nextLoss = settings.Value.Membership == ClusterMembership.Alone ? null : Pending();

    /// <summary>Done when the next silo is gone, and what it held in memory with it; null where there is no silo but this process.</summary>
    public Task? NextLoss => _nextLoss?.Task;

    /// <summary>Tells all who wait for it.</summary>
    internal void SiloLost()
    {
        if (_nextLoss is not null) Interlocked.Exchange(ref _nextLoss, Pending())!.TrySetResult();
    }

    private static TaskCompletionSource Pending() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
