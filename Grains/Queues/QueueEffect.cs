namespace LiveChat.Queues;

/// <summary>What the queue wants done outside of it, in order.</summary>
internal abstract record QueueEffect;

/// <summary>An offer stands; said again when the agent comes back to it.</summary>
internal sealed record OfferMade(string AgentId, Offer Offer) : QueueEffect;

/// <summary>An offer ended without its agent; see <see cref="OfferEnd"/>.</summary>
internal sealed record OfferEnded(string AgentId, Guid SessionId, string Reason) : QueueEffect;

/// <summary>The desk closed while the session waits; repeated until the session leaves. Somebody will be there again at that time, if known.</summary>
internal sealed record SentAway(Guid SessionId, DateTimeOffset? OpensAt) : QueueEffect;

/// <summary>The visitor is back and all places of their agent are taken; repeated until the session waits.</summary>
internal sealed record ReturnedToNoSlot(string AgentId, Guid SessionId) : QueueEffect;

/// <summary>Whether a promise holds is to be judged by what is stored.</summary>
internal sealed record TargetsToJudge : QueueEffect;

/// <summary>A promise was broken. Said once in the queue's life; whether it was said in an earlier one, the store knows.</summary>
internal sealed record PromiseBroken(Schedules.TargetMiss Miss) : QueueEffect;

/// <summary>The agent has been away for longer than the grace; repeated until the session leaves the agent.</summary>
internal sealed record AgentMissed(string AgentId, Guid SessionId) : QueueEffect;
