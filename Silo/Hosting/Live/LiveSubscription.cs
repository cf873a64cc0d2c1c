using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Streams;

namespace LiveChat.Silo.Hosting.Live;

/// <summary>One stream that this process follows: what its topic calls, and what is renewed.</summary>
internal abstract class LiveSubscription(ILiveTopic topic) : ILiveReader
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(2);

    private Guid _id;
    private bool _endedWhole;

    /// <summary>This reader as others call it.</summary>
    public ILiveReader? Reference { get; set; }

    /// <summary>When it is to be renewed, as the clock's timestamp.</summary>
    public long DueAt { get; set; }

    /// <summary>Whether it was ended here.</summary>
    public bool IsOver { get; private set; }

    /// <summary>What is done when the topic asks for the reader to come again.</summary>
    public Action<LiveSubscription>? WantsRenewal { get; init; }

    public abstract Task Take(object[] events);

    public Task Ended(bool whole)
    {
        _endedWhole = whole;
        WantsRenewal?.Invoke(this);
        return Task.CompletedTask;
    }

    /// <summary>Follows, or goes on following.</summary>
    /// <returns>Whether events may have been lost since the last time.</returns>
    public async Task<bool> Renew()
    {
        var resumes = _id != Guid.Empty;
        var following = await topic.Follow(Reference!, resumes).WaitAsync(LongestCall);
        var lost = resumes && following.Id != _id && !(_endedWhole && following.Whole);
        (_id, _endedWhole) = (following.Id, false);
        return lost;
    }

    public Task End()
    {
        IsOver = true;
        return topic.Leave(Reference!);
    }

    /// <summary>Tells who follows that events may have been lost.</summary>
    public abstract Task Lost();
}

/// <inheritdoc/>
internal sealed partial class LiveSubscription<T>(ILiveTopic topic, StreamId id, IAsyncObserver<T> observer, ILogger logger) : LiveSubscription(topic)
{
    private readonly StreamId _stream = id;

    public override async Task Take(object[] events)
    {
        foreach (var happened in events)
        {
            if (IsOver) return;
            try
            {
                await observer.OnNextAsync((T)happened);
            }
            catch (Exception fault)
            {
                // One event that its reader cannot take must not keep the others from it.
                LogRefused(logger, _stream, fault);
            }
        }
    }

    public override Task Lost() => observer.OnErrorAsync(new DataNotAvailableException($"Events of stream {_stream} may be lost: the silo that carried it is gone, or we did not keep up."));

    [LoggerMessage(1, LogLevel.Error, "An event of stream {Stream} was not taken.")]
    private static partial void LogRefused(ILogger logger, StreamId stream, Exception fault);
}
