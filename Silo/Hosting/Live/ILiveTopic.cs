using Orleans.Concurrency;
using Orleans.Runtime;

namespace LiveChat.Silo.Hosting.Live;

/// <summary>One stream: who follows it at this moment. In memory; a front that follows renews it, and so finds out when it was lost.</summary>
/// <remarks>Key: the stream's id as text.</remarks>
[Alias("ILiveTopic")]
internal interface ILiveTopic : IGrainWithStringKey
{
    /// <summary>Hands an event on to all who follow; waits for none of them.</summary>
    [Alias("Publish")] Task Publish(object happened);

    /// <summary>Begins to follow, or goes on: to be repeated, or the reader is forgotten.</summary>
    /// <param name="reader">Who.</param>
    /// <param name="resumes">Whether the reader followed before and wants what this activation was given since it began.</param>
    [Alias("Follow")] Task<LiveFollowing> Follow(ILiveReader reader, bool resumes);

    /// <summary>Ceases to follow.</summary>
    [Alias("Leave")] Task Leave(ILiveReader reader);
}

/// <summary>A reader of one stream.</summary>
[Alias("ILiveReader")]
internal interface ILiveReader : IGrainObserver
{
    /// <summary>Takes events in their order. Not answered in time, they are offered once more.</summary>
    [Alias("Take"), ResponseTimeout("00:00:02")] Task Take(object[] events);

    /// <summary>The stream is not carried from there any more: follow it anew.</summary>
    /// <param name="whole">Whether all that was published there has been taken.</param>
    [Alias("Ended"), OneWay] Task Ended(bool whole);
}

/// <summary>What following came to.</summary>
/// <param name="Id">The same for as long as the topic has known the reader without a break.</param>
/// <param name="Whole">Whether a reader who resumes is given all that this activation has ever carried.</param>
[GenerateSerializer, Immutable, Alias("LiveFollowing")]
internal sealed record LiveFollowing([property: Id(0)] Guid Id, [property: Id(1)] bool Whole);
