using System.Globalization;
using System.Text;

namespace LiveChat.Silo.Ai;

/// <summary>Takes marks such as <c>[2]</c> out of a text that comes in pieces, and remembers which of the articles they name.</summary>
/// <param name="articles">How many there are; a mark with another number is only taken out.</param>
internal sealed class CitationMarks(int articles)
{
    private const int LongestMark = 4;

    private readonly StringBuilder _held = new();

    /// <summary>The articles named, in the order of their numbers, from 1.</summary>
    public SortedSet<int> Used { get; } = [];

    /// <summary>What is held back in case it becomes a mark; at the end of the text it is text.</summary>
    public string Rest => _held.ToString();

    /// <summary>The text that can be shown now.</summary>
    public string Strip(string piece)
    {
        var shown = new StringBuilder(piece.Length);
        foreach (var letter in piece)
        {
            if (letter == ']' && _held.Length > 1) Take();
            else if (_held.Length > 0 && char.IsAsciiDigit(letter) && _held.Length < LongestMark) _held.Append(letter);
            else
            {
                shown.Append(_held);
                _held.Clear();
                (letter == '[' ? _held : shown).Append(letter);
            }
        }

        return shown.ToString();
    }

    private void Take()
    {
        var number = int.Parse(_held.ToString(1, _held.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        if (number >= 1 && number <= articles) Used.Add(number);
        _held.Clear();
    }
}
