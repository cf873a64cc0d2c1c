using System.Globalization;
using System.Text;

namespace LiveChat.Silo.Ai;

/// <summary>
/// Takes marks such as <c>[2]</c>, and the space before one, out of a text that comes in pieces, and remembers which of the
/// articles they name.
/// </summary>
/// <param name="articles">How many there are by now, for a tool may bring more; a mark with another number is only taken out.</param>
internal sealed class CitationMarks(Func<int> articles)
{
    private const int MostDigits = 3;

    // What may yet turn out to be a mark: a space, a bracket, digits.
    private readonly StringBuilder _held = new();
    private int _digits;

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
            if (letter == ']' && _digits > 0)
            {
                Take();
                continue;
            }

            var continues = letter == '[' ? Rest == " " : char.IsAsciiDigit(letter) && _digits < MostDigits && _held.Length > 0 && Rest != " ";
            if (!continues) Release(shown);
            if (continues || letter is ' ' or '[') Hold(letter);
            else shown.Append(letter);
        }

        return shown.ToString();
    }

    private void Hold(char letter)
    {
        _held.Append(letter);
        if (letter is not (' ' or '[')) _digits++;
    }

    private void Release(StringBuilder shown)
    {
        shown.Append(_held);
        _held.Clear();
        _digits = 0;
    }

    private void Take()
    {
        var number = int.Parse(Rest.AsSpan().TrimStart(" ["), NumberStyles.None, CultureInfo.InvariantCulture);
        if (number >= 1 && number <= articles()) Used.Add(number);
        _held.Clear();
        _digits = 0;
    }
}
