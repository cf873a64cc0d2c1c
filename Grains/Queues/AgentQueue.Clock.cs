namespace LiveChat.Queues;

// A clock that is set back.
public sealed partial class AgentQueue
{
    /// <summary>What is smaller delays what is due by no more than that.</summary>
    private static readonly TimeSpan LongestStepBack = TimeSpan.FromSeconds(5);

    private DateTimeOffset _latest;

    private void LookAtClock()
    {
        var now = Now;
        if (_latest - now > LongestStepBack)
        {
            LogClockSetBack(logger, DeskId, _latest - now);
            _queue = _queue.Anew(now);
            _queue.BeginRevisions(_latest.ToUnixTimeMilliseconds());
            (_placesShown, _deskShown, _remindAt) = (default, default, default);
            _headersTaken = ++_headersRead; // what is being read began in a time that has not come yet
        }

        _latest = now;
    }
}
