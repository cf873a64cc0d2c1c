namespace LiveChat.Silo.Ai;

/// <summary>
/// Takes out of a text that comes in pieces what some models think aloud before their answer: a first block in
/// <c>&lt;think&gt;</c> tags.
/// </summary>
internal sealed class Thoughts
{
    private const string Opening = "<think>";
    private const string Closing = "</think>";

    private string _held = string.Empty;
    private Stage _stage;

    private enum Stage
    {
        Beginning = 0,
        Thinking = 1,
        Ending = 2,
        Speaking = 3,
    }

    /// <summary>What is held back in case it becomes a tag; at the end of the text it is text.</summary>
    public string Rest => _stage == Stage.Beginning ? _held : string.Empty;

    /// <summary>The text that can be shown now.</summary>
    public string Strip(string piece)
    {
        if (_stage == Stage.Speaking) return piece;
        _held += piece;
        if (_stage == Stage.Beginning) Begin();
        if (_stage == Stage.Thinking) Think();
        if (_stage == Stage.Ending && (_held = _held.TrimStart()).Length > 0) _stage = Stage.Speaking;
        return _stage == Stage.Speaking ? Released() : string.Empty;
    }

    private void Begin()
    {
        var text = _held.TrimStart();
        if (text.StartsWith(Opening, StringComparison.Ordinal)) (_stage, _held) = (Stage.Thinking, text[Opening.Length..]);
        else if (!Opening.StartsWith(text, StringComparison.Ordinal)) _stage = Stage.Speaking;
    }

    private void Think()
    {
        var end = _held.IndexOf(Closing, StringComparison.Ordinal);
        if (end >= 0) (_stage, _held) = (Stage.Ending, _held[(end + Closing.Length)..]);
        else if (_held.Length >= Closing.Length) _held = _held[^(Closing.Length - 1)..];
    }

    private string Released()
    {
        var text = _held;
        _held = string.Empty;
        return text;
    }
}
