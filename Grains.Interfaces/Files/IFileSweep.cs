using Orleans.Concurrency;

namespace LiveChat.Files;

/// <summary>Takes away what nobody needs any more: files that no message ever had, and those of recalled messages and deleted sessions.</summary>
/// <remarks>Key: <see cref="All"/>. A reminder wakes it, also after a restart.</remarks>
[Alias("IFileSweep")]
public interface IFileSweep : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string All = "all";

    /// <summary>Sweeps from now on; asked by each silo at its start.</summary>
    [Alias("Begin")] Task Begin();

    /// <summary>Sweeps soon: something is to go at once.</summary>
    [Alias("Hurry"), OneWay] Task Hurry();

    /// <summary>Sweeps now, a bounded number of files.</summary>
    /// <returns>How many files went.</returns>
    [Alias("Sweep")] Task<int> Sweep();
}
