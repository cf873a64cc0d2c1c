namespace LiveChat.Queues;

/// <summary>What the queue wants done outside of it, in order.</summary>
internal abstract record QueueEffect;

/// <summary>An offer stands; said again when the agent comes back to it.</summary>
internal sealed record OfferMade(string AgentId, Offer Offer) : QueueEffect;

/// <summary>An offer ended without its agent; see <see cref="OfferEnd"/>.</summary>
internal sealed record OfferEnded(string AgentId, Guid SessionId, string Reason) : QueueEffect;

/// <summary>The agent has been away for longer than the grace; repeated until the session leaves the agent.</summary>
internal sealed record AgentMissed(string AgentId, Guid SessionId) : QueueEffect;
