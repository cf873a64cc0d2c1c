using LiveChat.Chaos.Clients;

namespace LiveChat.Chaos.Checks;

/// <summary>Holds a session's log against what its people said and what they were told.</summary>
internal static class LogCheck
{
    /// <summary>Numbers without gaps, each acknowledged line once and where its receipts say, none that was refused, each sender's in their order.</summary>
    public static void Lines(Guid sessionId, IReadOnlyList<Entry> log, IReadOnlyDictionary<string, Line> lines)
    {
        for (var i = 0; i < log.Count; i++)
        {
            if (log[i].Seq != i + 1) throw new Violation($"session {sessionId}: number {i + 1} is missing, {log[i]} stands there");
        }

        var stored = log.Where(entry => entry.ClientId is not null && lines.ContainsKey(entry.ClientId)).ToLookup(entry => entry.ClientId!);
        foreach (var line in lines.Values)
        {
            var found = stored[line.ClientId].ToArray();
            if (line.RefusedFor is { } why)
            {
                if (found.Length > 0) throw new Violation($"session {sessionId}: {line.Content} was refused ({why}) and stands in the log: {found[0]}");
                continue;
            }

            if (found.Length != 1) throw new Violation($"session {sessionId}: {line.Content} ({line.ClientId}) was acknowledged {line.Receipts.Count} times and stands {found.Length} times in the log");
            foreach (var receipt in line.Receipts) Tells(sessionId, receipt, found[0], line);
        }

        foreach (var foreign in log.Where(entry => entry.Type is "user" or "agent" && !(entry.ClientId is not null && lines.ContainsKey(entry.ClientId))))
            throw new Violation($"session {sessionId}: nobody said {foreign}");
        foreach (var sender in log.Where(entry => entry.ClientId is not null && lines.ContainsKey(entry.ClientId)).GroupBy(entry => entry.SenderId))
        {
            var numbers = sender.Select(entry => lines[entry.ClientId!].Number).ToArray();
            if (!numbers.SequenceEqual(numbers.Order())) throw new Violation($"session {sessionId}: the lines of {sender.Key} stand in the order {string.Join(' ', numbers)}");
        }
    }

    /// <summary>Each question to the assistant has one end, and nothing ends that was not asked.</summary>
    public static void Questions(Guid sessionId, IReadOnlyList<Entry> log)
    {
        var open = false;
        foreach (var entry in log)
        {
            if (entry.Type == "user")
            {
                if (open) throw new Violation($"session {sessionId}: a question before {entry} has no end");
                open = true;
            }
            else if (entry.Type == "ai" || entry.Event == "ai_interrupted")
            {
                if (!open) throw new Violation($"session {sessionId}: {entry} ends what was not asked, or ended before");
                open = false;
            }
        }

        if (open) throw new Violation($"session {sessionId}: the last question has no end: {log[^1]}");
    }

    /// <summary>A session at a desk has one agent at a time, nobody else of the staff speaks in it, and the assistant is silent as long as people have it.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="log">Its log.</param>
    /// <param name="takenBy">Agents whom the server told that it is theirs.</param>
    public static void Agents(Guid sessionId, IReadOnlyList<Entry> log, IEnumerable<string> takenBy)
    {
        string? assignee = null;
        var people = false;
        var had = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in log)
        {
            switch (entry.Event)
            {
                case "waiting":
                    people = true;
                    break;
                case "assigned":
                    if (assignee is not null) throw new Violation($"session {sessionId}: {assignee} has it, and {entry}");
                    assignee = entry.Args["agentId"];
                    had.Add(assignee);
                    people = true;
                    break;
                case "request_cancelled" or "desk_closed":
                    people = false;
                    break;
                case "transferred" or "requeued" or "closed":
                    assignee = null;
                    break;
                default:
                    if (entry.Type == "agent" && entry.SenderId != assignee) throw new Violation($"session {sessionId}: {assignee ?? "nobody"} has it, and {entry}");
                    if (entry.Type == "ai" && people) throw new Violation($"session {sessionId}: people have it, and the assistant says {entry}");
                    break;
            }
        }

        foreach (var agent in takenBy)
        {
            if (!had.Contains(agent)) throw new Violation($"session {sessionId}: {agent} was told that it is theirs, and the log says nothing of it");
        }

        if (log.Count == 0 || !log.Any(entry => entry.Event == "closed")) throw new Violation($"session {sessionId} was forgotten: {(log.Count > 0 ? log[^1] : "it is empty")}");
    }

    private static void Tells(Guid sessionId, Receipt receipt, Entry stored, Line line)
    {
        if (receipt.MessageId != stored.MessageId || receipt.Seq != stored.Seq || stored.SenderId != line.SenderId || (stored.Content != line.Content && !stored.Recalled))
            throw new Violation($"session {sessionId}: the receipt of {line.Content} says {receipt}, and the log {stored}");
        if (stored.Files != string.Join(' ', line.Files) && !stored.Recalled) throw new Violation($"session {sessionId}: {line.Content} has not the files {string.Join(' ', line.Files)}: {stored}");
        if (!receipt.Durable) throw new Violation($"session {sessionId}: {line.Content} was acknowledged before it was stored");
    }
}
