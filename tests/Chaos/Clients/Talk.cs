namespace LiveChat.Chaos.Clients;

/// <summary>What people do in conversations of their own.</summary>
internal static class Talk
{
    private const int OneOfFiles = 15;
    private const int LeastPauseMs = 60;
    private const int MostPauseMs = 400;
    private static readonly string[] Emoji = ["👍", "🙏", "❤️"];

    /// <summary>Says one thing after the other, and now and then reads, types, reacts, or takes something back.</summary>
    public static async Task Until(Person person, Guid sessionId, Random random, CancellationToken stop, CancellationToken giveUp)
    {
        var view = person.Open(sessionId);
        while (!stop.IsCancellationRequested)
        {
            var line = random.Next(OneOfFiles) == 0
                ? await person.SayWithFile(sessionId, "look at this 你看", giveUp)
                : await person.Say(sessionId, "how are you? 你好", giveUp);
            await Once(Deed(person, sessionId, view, line, random));
            await Task.Delay(random.Next(LeastPauseMs, MostPauseMs), giveUp);
        }
    }

    /// <summary>Asks the assistant one thing after the other; each question must come to an end.</summary>
    public static async Task Ask(Person person, Guid sessionId, Random random, CancellationToken stop, CancellationToken giveUp)
    {
        var view = person.Open(sessionId);
        while (!stop.IsCancellationRequested)
        {
            var question = await person.Say(sessionId, "how long does an order take?", giveUp);
            while (!IsEnded(view.Entries(), question)) await Task.Delay(LeastPauseMs, giveUp);
            await Task.Delay(random.Next(LeastPauseMs, MostPauseMs), giveUp);
        }
    }

    // An answer followed, or the word that none will.
    private static bool IsEnded(IReadOnlyList<Entry> log, Line question) =>
        log.SkipWhile(entry => entry.ClientId != question.ClientId).Any(entry => entry.Type == "ai" || entry.Event == "ai_interrupted");

    private static Func<Task> Deed(Person person, Guid sessionId, View view, Line line, Random random)
    {
        var own = line.Receipts.TryPeek(out var receipt) ? receipt.Seq : 0;
        var any = random.NextInt64(1, Math.Max(2, view.Last));
        var (dice, emoji, on) = (random.Next(10), Emoji[random.Next(Emoji.Length)], random.Next(3) > 0);
        return dice switch
        {
            0 when own > 0 => () => person.Invoke("Recall", sessionId, own),
            1 or 2 => () => person.Invoke("React", sessionId, any, emoji, on),
            3 or 4 => () => person.Invoke("MarkRead", sessionId, view.Last),
            5 => () => person.Invoke("Typing", sessionId, on),
            _ => () => Task.CompletedTask,
        };
    }

    // Nobody repeats these: whether they happened, the log says.
    private static async Task Once(Func<Task> deed)
    {
        try
        {
            await deed();
        }
        catch (Exception e) when (Refused.IsPassing(e) || e is Refused { Code: "CONFLICT" or "INVALID" or "NOT_FOUND" })
        {
            // The connection went, or it cannot be taken back or reacted to any more.
        }
    }
}
