using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Moods;

/// <summary>Which messages have a mood, and what follows of it. Pure.</summary>
public static class MoodRules
{
    // So many of the newest moods make up the present one, each older one counting half as much.
    private const int Remembered = 4;

    /// <summary>Whether an entry is words of a customer's that still stand.</summary>
    public static bool HasMood(Message entry) => entry is { Type: MessageType.User, Recalled: false, Content.Length: > 0 };

    /// <summary>The mood of an entry by the lexicon; null when it is no customer's, was taken back, or shows none.</summary>
    public static Mood? Of(Message entry)
    {
        if (!HasMood(entry)) return null;
        var score = MoodLexicon.Score(entry.Content);
        return score == 0 ? null : new(entry.Seq, score);
    }

    /// <summary>The same, but for what is known better.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="known">Scores by number; 0 for a message that shows no mood.</param>
    public static Mood? Of(Message entry, IReadOnlyDictionary<long, int> known)
    {
        if (!known.TryGetValue(entry.Seq, out var score)) return Of(entry);
        return score != 0 && HasMood(entry) ? new(entry.Seq, score) : null;
    }

    /// <summary>How somebody sounds now, out of moods that rise by sequence number.</summary>
    public static int Current(IReadOnlyList<Mood> moods)
    {
        double sum = 0, weights = 0, weight = 1;
        for (var at = moods.Count - 1; at >= Math.Max(0, moods.Count - Remembered); at--, weight /= 2)
        {
            sum += weight * moods[at].Score;
            weights += weight;
        }

        return weights == 0 ? 0 : (int)Math.Round(sum / weights);
    }

    /// <summary>How urgent a mood makes waiting: 0 (usual) to 2; the highest level is for people to give.</summary>
    public static int Urgency(int current) => current switch
    {
        <= Mood.VeryLow => QueueRules.MostUrgent - 1,
        <= Mood.Low => 1,
        _ => 0,
    };
}
