using LiveChat.Sessions;
using LiveChat.Simulation.Engine;
using Orleans.Streams;

namespace LiveChat.Simulation.People;

/// <summary>A client's view of a session: events as they come – or do not, or twice, or late – and what it asks for where it finds a gap.</summary>
internal sealed class Follower(World world, Person reader, Guid sessionId, Dice dice)
{
    private readonly SortedDictionary<long, Message> _entries = [];
    private readonly HashSet<long> _takenBack = [];
    private readonly TaskCompletionSource _ended = new();
    private bool _isCatchingUp;

    public Guid SessionId => sessionId;

    /// <summary>Up to here nothing is missing.</summary>
    public long Whole { get; private set; }

    /// <summary>The cursor that was acknowledged.</summary>
    public long Read { get; set; }

    /// <summary>Whether the reader may not see the session.</summary>
    public bool IsShutOut { get; private set; }

    public IEnumerable<Message> Entries => _entries.Values;

    public void Begin() => world.Begin(Listen);

    /// <summary>Sees everything, for the last time.</summary>
    public async Task End()
    {
        _ended.TrySetResult();
        while (_isCatchingUp) await world.Delay(TimeSpan.FromMilliseconds(50));
        await CatchUp();
    }

    private async Task Listen()
    {
        while (!_ended.Task.IsCompleted)
        {
            var process = await world.Up();
            try
            {
                var stream = process.Client.GetStreamProvider(StreamNames.Provider).GetStream<SessionEvent>(StreamNames.Session(sessionId));
                await Task.WhenAny(stream.SubscribeAsync((happened, _) => Arrive(happened)), process.Died);
                await CatchUp();
            }
            catch (Exception fault) when (Journal.IsExplained(fault))
            {
                await world.Delay(TimeSpan.FromMilliseconds(200));
                continue;
            }
            await Task.WhenAny(process.Died, _ended.Task);
        }
    }

    /// <summary>What the relay does with an event, on a bad line.</summary>
    private Task Arrive(SessionEvent happened)
    {
        var loss = world.Circumstances.Loss;
        if (dice.Chance(loss)) return Task.CompletedTask;
        if (dice.Chance(loss)) world.Outside.Post(() => Hear(happened));
        if (dice.Chance(loss)) world.Begin(() => HearLate(happened));
        else world.Outside.Post(() => Hear(happened));
        return Task.CompletedTask;
    }

    private async Task HearLate(SessionEvent happened)
    {
        await world.Delay(dice.Within(TimeSpan.Zero, TimeSpan.FromSeconds(10)));
        Hear(happened);
    }

    private void Hear(SessionEvent happened)
    {
        if (happened is not MessagesAppended { Durable: true, Messages: var entries }) return;
        Take(entries);
        if (_entries.Count > 0 && _entries.Keys.Last() > Whole) world.Begin(CatchUp);
    }

    private void Take(Message[] entries)
    {
        foreach (var entry in entries)
        {
            if (_entries.TryGetValue(entry.Seq, out var known))
            {
                if (known.MessageId != entry.MessageId) world.Promises.Break($"{reader.Me.UserId} was shown two entries {entry.Seq} of {world.NameOf(sessionId)}");
                if (!entry.Recalled) continue;
            }
            _entries[entry.Seq] = entry;
            if (entry.RecalledSeq() is { } recalled) _takenBack.Add(recalled);
        }
        while (_entries.ContainsKey(Whole + 1)) Whole++;
        foreach (var seq in _takenBack)
        {
            if (_entries.TryGetValue(seq, out var taken) && !taken.Recalled) _entries[seq] = taken with { Content = "", Recalled = true };
        }
    }

    private async Task CatchUp()
    {
        if (_isCatchingUp) return;
        _isCatchingUp = true;
        try
        {
            for (var more = true; more && !IsShutOut;)
            {
                try
                {
                    var answer = await reader.Ask(client => client.GetGrain<IChatSession>(sessionId).History(reader.Me, new(Whole, null, HistoryRange.MostEntries)));
                    if (answer.Value is { } page) Take(page.Messages);
                    IsShutOut = answer.Refusal?.Code is RefusalCode.NotFound or RefusalCode.Forbidden;
                    more = answer.Value?.HasMore ?? true;
                }
                catch (UnansweredException)
                {
                    // It is asked again.
                }
                if (more) await world.Delay(TimeSpan.FromMilliseconds(300));
            }
        }
        finally
        {
            _isCatchingUp = false;
        }
    }
}
