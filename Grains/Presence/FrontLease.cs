using Microsoft.Extensions.Options;

namespace LiveChat.Presence;

/// <summary>One front's sign of life, in memory only: a lease that was lost with a silo is renewed before it would have run out.</summary>
public sealed class FrontLease(TimeProvider clock, IOptions<PresenceOptions> options) : Grain, IFrontLease
{
    // A new activation gives a whole lease's grace: a front that lives renews it meanwhile, a dead one does not.
    private DateTimeOffset _until = clock.GetUtcNow() + options.Value.LeaseTime;
    private bool _ended;

    /// <inheritdoc/>
    public Task Renew()
    {
        if (!_ended) _until = clock.GetUtcNow() + options.Value.LeaseTime;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task End()
    {
        // The activation stays until it is idle, so that nobody's question wakes a new one with its grace.
        _ended = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<bool> Holds() => Task.FromResult(!_ended && clock.GetUtcNow() < _until);
}
