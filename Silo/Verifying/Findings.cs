namespace LiveChat.Silo.Verifying;

/// <summary>What was found to be wrong, a sentence each; of very many the first, and how many there are.</summary>
internal sealed class Findings
{
    /// <summary>So many are kept.</summary>
    public const int MostKept = 1000;

    private readonly List<string> _kept = [];

    /// <summary>The first of them.</summary>
    public IReadOnlyList<string> Kept => _kept;

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    public void Add(string finding)
    {
        Count++;
        if (_kept.Count < MostKept) _kept.Add(finding);
    }
}
