using System.Diagnostics;
using LiveChat.Chaos.Clients;
using LiveChat.Chaos.World;

namespace LiveChat.Chaos.Checks;

/// <summary>What must hold once everything is well again.</summary>
internal sealed class RoundCheck(Surroundings world, Crowd crowd) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly Api _api = new(() => world.Server.Address);

    /// <summary>Checks all of it.</summary>
    public async Task Run()
    {
        foreach (var talk in crowd.Talking) await Conversation(talk.Key, [.. talk]);
        foreach (var (person, sessionId) in crowd.Asking)
        {
            await Eventually(async () => LogCheck.Questions(sessionId, await Log(person, sessionId)));
            await Conversation(sessionId, [person]);
        }

        foreach (var visitor in crowd.Visitors)
        {
            var log = await Conversation(visitor.SessionId, [visitor.Person]);
            LogCheck.Agents(visitor.SessionId, log, crowd.Agents.Where(agent => agent.Taken.Contains(visitor.SessionId)).Select(agent => agent.Person.UserId));
        }

        foreach (var visitor in crowd.NightVisitors) await Night(visitor);
        await Desk();
        foreach (var person in crowd.People)
        {
            if (person.Complaints.TryDequeue(out var complaint)) throw new Violation(complaint);
        }
    }

    /// <summary>What the program's own <c>verify</c> finds.</summary>
    public async Task Verify()
    {
        var (code, said) = await world.Verify();
        if (code != 0) throw new Violation($"verify ended with {code}: {said}");
    }

    public void Dispose() => _api.Dispose();

    private async Task<List<Entry>> Conversation(Guid sessionId, Person[] people)
    {
        List<Entry> log = [];
        await Eventually(async () =>
        {
            log = await Log(people[0], sessionId);
            foreach (var person in people) Same(person, sessionId, log);
        });
        LogCheck.Lines(sessionId, log, crowd.Ledger.Of(sessionId));
        return log;
    }

    private async Task Night(NightVisitor visitor)
    {
        var log = await Conversation(visitor.SessionId, [visitor.Person]);
        var waited = log.Count(entry => entry.Event == "waiting");
        var told = log.Where(entry => entry.Event == "desk_closed").ToArray();
        if (told.Length != waited) throw new Violation($"session {visitor.SessionId} waited {waited} times and was told {told.Length} times that the desk closed");
        await Eventually(async () =>
        {
            var tickets = await crowd.Night.Tickets(_api, visitor.SessionId);
            if (tickets.Length != waited) throw new Violation($"session {visitor.SessionId} waited {waited} times, and there are {tickets.Length} tickets of it");
            if (told.Any(entry => tickets[0].GetProperty("ticketId").GetString() != entry.Args["ticketId"])) throw new Violation($"session {visitor.SessionId} was told of another ticket than there is: {told[0]}");
        });
    }

    private static void Same(Person person, Guid sessionId, List<Entry> log)
    {
        if (!person.Views.TryGetValue(sessionId, out var view)) throw new Violation($"{person.Name} does not see the session {sessionId} any more");
        var held = view.Entries();
        for (var i = 0; i < Math.Max(held.Length, log.Count); i++)
        {
            var (seen, stored) = (held.ElementAtOrDefault(i)?.ToString(), log.ElementAtOrDefault(i)?.ToString());
            if (seen != stored) throw new Violation($"{person.Name} sees in {sessionId}\n  {seen ?? "nothing"}\nand a fresh read\n  {stored ?? "nothing"}");
        }
    }

    private Task Desk() => Eventually(async () =>
    {
        var desk = await crowd.Admin.Signed(token => _api.Get($"/api/desks/{Crowd.Desk}/queue", token));
        if (desk.GetProperty("waitingCount").GetInt32() is var waiting and > 0) throw new Violation($"{waiting} wait at the desk, and each conversation is closed: {desk}");
        var open = await crowd.Admin.Signed(token => _api.Get($"/api/desks/{Crowd.Desk}/sessions?limit=100", token));
        var assigned = open.GetProperty("sessions").EnumerateArray().Where(session => session.GetProperty("status").GetString() == "assigned").ToArray();
        if (assigned.Length > 0) throw new Violation($"{assigned[0]} is still assigned, and each conversation is closed");
        foreach (var agent in desk.GetProperty("agents").EnumerateArray())
        {
            if (agent.GetProperty("active").GetInt32() != 0) throw new Violation($"a slot is taken by nobody: {agent}");
        }
    });

    private Task<List<Entry>> Log(Person person, Guid sessionId) => person.Signed(token => _api.Log(token, sessionId));

    /// <summary>What is not yet so may come: within the time-out.</summary>
    private static async Task Eventually(Func<Task> check)
    {
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await check();
                return;
            }
            catch (Exception notYet) when ((notYet is Violation || Refused.IsPassing(notYet)) && Stopwatch.GetElapsedTime(since) < Patience)
            {
                await Task.Delay(Pause);
            }
        }
    }
}
