using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Placement;
using Orleans.Runtime;

namespace LiveChat.Silo.Hosting.Live;

/// <summary>One stream, close to who first wants it. Idle, it costs nothing: without followers it ends by itself.</summary>
[PreferLocalPlacement, CollectionAgeLimit(Minutes = 3)]
internal sealed partial class LiveTopic(IOptions<ClusterSettings> settings, ILogger<LiveTopic> logger) : Grain, ILiveTopic
{
    private const int MostKept = 256;
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestFarewell = TimeSpan.FromSeconds(1);

    // Leases between processes go by the machine's own clock, whatever clock the product is told.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Dictionary<ILiveReader, LiveDelivery> _readers = [];
    private readonly long _begun = Clock.GetTimestamp();

    // What came while this activation was young: those who followed an earlier one have missed it.
    private List<object>? _kept = [];

    private string Name => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public Task Publish(object happened)
    {
        Keep(happened);
        foreach (var (reader, delivery) in _readers)
        {
            if (delivery.Add(happened)) continue;
            // Dropped while we look: a dictionary allows that.
            _readers.Remove(reader);
            LogDropped(logger, Name, delivery.Ended ?? "its front has not renewed it");
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<LiveFollowing> Follow(ILiveReader reader, bool resumes)
    {
        if (_readers.TryGetValue(reader, out var known) && known.Ended is null)
        {
            known.Renew();
            return Task.FromResult(new LiveFollowing(known.Id, Whole: true));
        }
        var delivery = _readers[reader] = new(reader, settings.Value.StreamRenewal * 3, Clock);
        var whole = IsYoung() && _kept is not null;
        if (resumes && whole) delivery.Add(_kept!);
        return Task.FromResult(new LiveFollowing(delivery.Id, whole));
    }

    /// <inheritdoc/>
    public Task Leave(ILiveReader reader)
    {
        _readers.Remove(reader);
        return Task.CompletedTask;
    }

    /// <summary>Hands over what waits, and sends the followers on to the next activation.</summary>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_readers.Values.Select(delivery => delivery.Emptied())).WaitAsync(LongestFarewell, Clock, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            // Those who are slow hear below that they have missed something.
        }
        foreach (var (reader, delivery) in _readers) _ = reader.Ended(delivery.IsEmpty);
    }

    private void Keep(object happened)
    {
        if (_kept is null) return;
        if (IsYoung() && _kept.Count < MostKept) _kept.Add(happened);
        else _kept = null;
    }

    private bool IsYoung() => Clock.GetElapsedTime(_begun) < KeptFor;

    [LoggerMessage(1, LogLevel.Information, "A follower of stream {Stream} is dropped: {Reason}.")]
    private static partial void LogDropped(ILogger logger, string stream, string reason);
}
