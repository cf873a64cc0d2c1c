using LiveChat.Queues;
using LiveChat.Sessions;
using LiveChat.Simulation.People;

namespace LiveChat.Simulation;

// What is looked at when all has come to rest.
internal sealed partial class Promises
{
    public async Task Check()
    {
        foreach (var error in world.Journal.Errors) Break($"an error that nothing explains: {error}");
        foreach (var (header, _) in world.Database.Log.Sessions()) CheckLog(header);
        foreach (var person in world.Visitors.Concat<Person>(world.Agents))
        {
            CheckSaid(person);
            foreach (var follower in person.Followed.Values) CheckView(person, follower);
        }
        foreach (var deskId in Circumstances.Desks) await CheckQueue(deskId);
    }

    private void CheckLog(SessionHeader header)
    {
        var name = world.NameOf(header.SessionId);
        var replay = new LogReplay(header.Kind);
        foreach (var entry in world.Database.Log.All(header.SessionId))
        {
            if (entry.Seq != replay.LastSeq + 1) Break($"{name} has {entry.Seq} after {replay.LastSeq}");
            replay.Read(entry);
        }
        var told = (replay.LastSeq, replay.Status ?? header.Status, replay.Control ?? header.Control, replay.IsDeskTold ? replay.DeskId : header.DeskId);
        var stands = (header.LastSeq, header.Status, header.Control, header.DeskId);
        if (told != stands) Break($"{name} stands as {stands}, and its log says {told}");
        if (header.Status is SessionStatus.Waiting or SessionStatus.Assigned) Break($"{name} is forgotten: {header.Status} at {header.DeskId}, {header.AssigneeId}");
        else if (header.Status is SessionStatus.Open && Questions.Unanswered(world.Database.Log.All(header.SessionId)) is { } question) Break($"nobody answers {question.ClientMessageId} in {name}");
    }

    private void CheckSaid(Person person)
    {
        foreach (var sent in person.Sent)
        {
            var stored = world.Database.Log.All(sent.SessionId).Where(entry => entry.SenderId == person.Me.UserId && entry.ClientMessageId == sent.ClientId).ToArray();
            // What was deleted does not exist for anybody, whoever had stored it.
            if (sent.Receipt is null && sent.Refused is not RefusalCode.NotFound && stored.Length > 0) Break($"{sent}, and is stored at {stored[0].Seq}");
            if (sent.Receipt is not { } receipt) continue;
            if (stored is not [var entry]) Break($"{sent}, and is stored {stored.Length} times");
            else if (entry.Seq != receipt.Seq || entry.MessageId != receipt.MessageId) Break($"{sent}, and is stored at {entry.Seq}");
            else if (entry.Content != (entry.Recalled ? "" : sent.Text)) Break($"{sent}, and reads \"{entry.Content}\"");
            else if (sent.Recalled is true && !entry.Recalled) Break($"{sent}, was taken back, and is still there");
        }
        foreach (var said in person.Sent.Where(sent => sent.Receipt is not null).GroupBy(sent => sent.SessionId))
        {
            var order = said.Select(sent => sent.Receipt!.Seq).ToArray();
            if (!order.SequenceEqual(order.Order())) Break($"what {person.Me.UserId} said in {world.NameOf(said.Key)} stands as {string.Join(", ", order)}");
        }
    }

    private void CheckView(Person person, Follower follower)
    {
        if (follower.IsShutOut) return;
        var seen = follower.Entries.Select(Look).ToArray();
        var stored = world.Database.Log.All(follower.SessionId).Select(Look).ToArray();
        if (!seen.SequenceEqual(stored)) Break($"{person.Me.UserId} sees {world.NameOf(follower.SessionId)} as [{string.Join(", ", seen)}], and it reads [{string.Join(", ", stored)}]");
        // An agent's cursor goes with the session.
        if (person is Agent) return;
        var cursor = Array.Find(world.Database.Log.MembersOf(follower.SessionId), member => member.UserId == person.Me.UserId)?.ReadSeq;
        if (cursor < follower.Read) Break($"{person.Me.UserId} has read {world.NameOf(follower.SessionId)} up to {follower.Read}, and the cursor stands at {cursor}");

        static string Look(Message entry) => $"{entry.Seq} {entry.SenderId} {entry.Event?.Name ?? entry.Content}{(entry.Recalled ? " (taken back)" : "")}";
    }

    private async Task CheckQueue(string deskId)
    {
        var desk = (await world.Running!.Client.GetGrain<IAgentQueue>(deskId).Snapshot(world.Agents[0].Me)).Value!;
        foreach (var waiting in desk.Waiting) Break($"{world.NameOf(waiting.SessionId)} stands in line at {deskId}, and waits no more");
        foreach (var agent in desk.Agents.Where(agent => agent.Active > 0)) Break($"{agent.AgentId} has {agent.Active} sessions at {deskId}, and all are closed");
    }
}
