using System.Collections.Concurrent;
using System.Text.Json;

namespace LiveChat.Chaos.Clients;

/// <summary>An agent: takes what is offered, or refuses it, or lets it lapse, or snatches what others are offered; answers, passes on, closes.</summary>
internal sealed class Agent(Person person, string deskId, int capacity, string[] colleagues, Api api, Random random)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(300);
    private readonly ConcurrentDictionary<Guid, Task> _serving = new();
    private readonly ConcurrentQueue<Guid> _offered = new();
    private readonly Lock _dice = new();

    public Person Person => person;

    /// <summary>Each session that the server said is theirs, when they took it.</summary>
    public ConcurrentQueue<Guid> Taken { get; } = new();

    /// <summary>Comes to work.</summary>
    public async Task Come()
    {
        person.OnArrival = async () =>
        {
            await person.Invoke("SetStatus", "online");
            await person.Invoke("WatchDesk", deskId);
        };
        person.OnEvent = (type, happened) =>
        {
            if (type == "offer") _offered.Enqueue(happened.GetProperty("sessionId").GetGuid());
        };
        await person.Come();
    }

    /// <summary>Works until told to stop, and finishes what was begun.</summary>
    public async Task Work(CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (_offered.TryDequeue(out var offered)) await Consider(offered, giveUp);
                await LookAtDesk(giveUp);
            }
            catch (Exception e) when (Refused.IsPassing(e) && !giveUp.IsCancellationRequested)
            {
                // The way, or the server, is not there: looked at again below.
            }

            await Task.Delay(LookEvery, giveUp);
        }

        await Task.WhenAll(_serving.Values);
    }

    private async Task Consider(Guid sessionId, CancellationToken giveUp)
    {
        switch (Dice(10))
        {
            case 0: await Refusable(() => person.Invoke("Decline", sessionId)); break;
            case 1: break; // lapses
            default: await Take(sessionId, giveUp); break;
        }
    }

    private async Task LookAtDesk(CancellationToken giveUp)
    {
        var desk = await person.Signed(token => api.Get($"/api/desks/{deskId}/queue", token));
        foreach (var agent in desk.GetProperty("agents").EnumerateArray())
        {
            if (agent.GetProperty("active").GetInt32() > agent.GetProperty("capacity").GetInt32()) person.Complaints.Enqueue($"over capacity: {agent}");
        }

        var own = await person.Signed(token => api.Get($"/api/desks/{deskId}/sessions?assigneeId={person.UserId}&limit=100", token));
        Guid[] theirs = [.. own.GetProperty("sessions").EnumerateArray().Where(IsAssigned).Select(IdOf)];
        if (theirs.Length > capacity) person.Complaints.Enqueue($"{person.UserId} has {theirs.Length} sessions and may have {capacity}: {string.Join(' ', theirs)}");
        foreach (var sessionId in theirs) Serve(sessionId, giveUp);

        // Now and then somebody takes what is offered to a colleague.
        Guid[] waiting = [.. desk.GetProperty("waiting").EnumerateArray().Select(IdOf)];
        if (waiting.Length > 0 && theirs.Length < capacity && Dice(3) == 0) await Take(waiting[Dice(waiting.Length)], giveUp);
    }

    private async Task Take(Guid sessionId, CancellationToken giveUp)
    {
        if (!await Refusable(() => person.Invoke("Accept", sessionId))) return;
        Taken.Enqueue(sessionId);
        Serve(sessionId, giveUp);
    }

    private void Serve(Guid sessionId, CancellationToken giveUp) => _ = _serving.GetOrAdd(sessionId, _ => Served(sessionId, giveUp));

    private async Task Served(Guid sessionId, CancellationToken giveUp)
    {
        try
        {
            await Task.Yield();
            person.Open(sessionId);
            for (var lines = 1 + Dice(3); lines > 0; lines--)
            {
                // Lost, or somebody else has it by now.
                if ((await person.Say(sessionId, "I am looking into it.", giveUp)).RefusedFor is not null) return;
                await Task.Delay(100 + Dice(200), giveUp);
            }

            await person.Until(() => Refusable(Dice(6) switch
            {
                0 => () => person.Invoke("Transfer", sessionId, new { agentId = colleagues[Dice(colleagues.Length)] }),
                1 => () => person.Invoke("Transfer", sessionId, new { deskId }),
                _ => () => person.Invoke("Close", sessionId, new { reason = "done" }),
            }), giveUp);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Nobody may be waiting for this one: the round must hear of it.
            person.Complaints.Enqueue($"{person.UserId} could not serve {sessionId}: {e}");
        }
        finally
        {
            person.Shut(sessionId);
            _serving.TryRemove(sessionId, out _);
        }
    }

    /// <summary>Whether it was done; not when the server has something against it for good.</summary>
    private static async Task<bool> Refusable(Func<Task> deed)
    {
        try
        {
            await deed();
            return true;
        }
        catch (Refused refused) when (refused.Code is "CONFLICT" or "FORBIDDEN" or "NOT_FOUND" or "CLOSED" or "INVALID")
        {
            return false;
        }
    }

    private int Dice(int sides)
    {
        lock (_dice) return random.Next(sides);
    }

    private static bool IsAssigned(JsonElement session) => session.GetProperty("status").GetString() == "assigned";

    private static Guid IdOf(JsonElement session) => session.GetProperty("sessionId").GetGuid();
}
