namespace LiveChat.Search;

/// <summary>The part of a message that shows why it was found.</summary>
internal static class Snippets
{
    private const int Before = 40;
    private const int After = 120;
    private const int MostMarks = 20;
    private const string Cut = "…";

    /// <summary>The surroundings of the first find on one line, and where the finds stand in it.</summary>
    /// <param name="original">The message.</param>
    /// <param name="folded">The same, folded.</param>
    /// <param name="finds">Where in the folded text, rising; at least one.</param>
    public static (string Text, SearchMark[] Marks) Around(string original, FoldedText folded, (int Start, int End)[] finds)
    {
        var start = folded.StartOf(Math.Max(0, finds[0].Start - Before));
        var end = folded.EndOf(Math.Min(folded.Text.Length, finds[0].End + After));
        var lead = start > 0 ? Cut : "";
        var text = string.Concat(lead, OnOneLine(original[start..end]), end < original.Length ? Cut : "");

        List<SearchMark> marks = [];
        foreach (var find in finds)
        {
            var (from, to) = (folded.StartOf(find.Start), folded.EndOf(find.End));
            if (from < start || to > end) continue;
            from += lead.Length - start;
            to += lead.Length - start;
            if (marks is [.., var last] && from <= last.Start + last.Length) marks[^1] = last with { Length = Math.Max(last.Length, to - last.Start) };
            else if (marks.Count < MostMarks) marks.Add(new(from, to - from));
            else break;
        }
        return (text, [.. marks]);
    }

    // Each by one character, so that places stay as they are.
    private static string OnOneLine(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var i = 0; i < target.Length; i++) target[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
    });
}
