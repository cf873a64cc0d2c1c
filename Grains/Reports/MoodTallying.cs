using LiveChat.Moods;
using LiveChat.Sessions;

namespace LiveChat.Reports;

/// <summary>Counts how customers sound; see <see cref="Tallying"/>.</summary>
internal sealed class MoodTallying(Figures figures)
{
    // Messages are taken back soon or not at all; of what was said long before, the mood stays counted.
    private const int Remembered = 30;

    /// <summary>Counts the mood of the next thing that a customer said, if it shows one.</summary>
    public SessionTally Feel(SessionTally tally, Mood? mood, int day)
    {
        if (mood is null) return tally;
        var counted = new CountedMood(mood.Seq, tally.DeskId, day, mood.Score);
        Add(counted, 1);
        return tally with { Moods = [.. (tally.Moods ?? []).TakeLast(Remembered - 1), counted] };
    }

    /// <summary>Counts a mood in place of what was counted of the same message, where that was.</summary>
    public SessionTally Correct(SessionTally tally, Mood mood, int counted, string deskId, int day)
    {
        var moods = tally.Moods ?? [];
        var before = Array.Find(moods, known => known.Seq == mood.Seq) ?? new CountedMood(mood.Seq, deskId, day, counted);
        var after = before with { Score = mood.Score };
        if (before.Score != 0) Add(before, -1);
        if (after.Score == 0) return tally with { Moods = Array.FindAll(moods, known => known.Seq != mood.Seq) };
        Add(after, 1);
        return tally with { Moods = [.. moods.Where(known => known.Seq != mood.Seq).Append(after).OrderBy(known => known.Seq).TakeLast(Remembered)] };
    }

    /// <summary>Lets go of the mood of what was taken back. Who reads the log later finds no words there, and counts none.</summary>
    public SessionTally TakeBack(SessionTally tally, Message entry)
    {
        if (Array.Find(tally.Moods ?? [], mood => mood.Seq == entry.RecalledSeq()) is not { } counted) return tally;
        Add(counted, -1);
        return tally with { Moods = Array.FindAll(tally.Moods!, mood => mood != counted) };
    }

    private void Add(CountedMood mood, int times)
    {
        figures.Add(new FigureKey(mood.DeskId, mood.Day, Measure.Moods, "", (int)BandOf(mood.Score)), times);
        figures.Add(new FigureKey(mood.DeskId, mood.Day, Measure.MoodScores, "", 0), times * mood.Score);
    }

    private static MoodBand BandOf(int score) => score switch
    {
        <= Mood.VeryLow => MoodBand.VeryLow,
        <= Mood.Low => MoodBand.Low,
        < Mood.Good => MoodBand.Even,
        _ => MoodBand.Good,
    };
}
