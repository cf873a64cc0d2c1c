using Orleans.Concurrency;

namespace LiveChat.Exports;

/// <summary>
/// Gives the exports that wait to the fronts, which write them. A front has one under a lease that it renews while it
/// writes; of a front that died another begins anew, a few times, and then the export has failed.
/// </summary>
/// <remarks>Key: <see cref="All"/>. A reminder wakes it to sweep what has expired.</remarks>
[Alias("IExportQueue")]
public interface IExportQueue : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string All = "all";

    /// <summary>Sweeps from now on; asked by each silo at its start.</summary>
    [Alias("Begin")] Task Begin();

    /// <summary>The next export, now this front's; null when none waits.</summary>
    [Alias("Take")] Task<ExportJob?> Take(string frontId);

    /// <summary>Says how far it is and renews the lease.</summary>
    /// <returns>Whether the export is still this front's; else it must stop.</returns>
    [Alias("Renew")] Task<bool> Renew(Guid exportId, string frontId, long written, long total);

    /// <summary>It is written and its bytes lie at a place. False: it is this front's no more, and the bytes are to go.</summary>
    [Alias("Finish")] Task<bool> Finish(Guid exportId, string frontId, long written, string place, long size);

    /// <summary>It cannot be written.</summary>
    [Alias("Fail")] Task Fail(Guid exportId, string frontId, string reason);

    /// <summary>The front stops: the next one begins it anew.</summary>
    [Alias("GiveBack")] Task GiveBack(Guid exportId, string frontId);

    /// <summary>Removes what has expired, a bounded number.</summary>
    /// <returns>How many went.</returns>
    [Alias("Sweep")] Task<int> Sweep();
}

/// <summary>An export to be written.</summary>
/// <param name="Export">The export.</param>
/// <param name="Reader">In whose name it is read: the owner's for a conversation, the user's own for their data.</param>
[GenerateSerializer, Immutable, Alias("ExportJob")]
public sealed record ExportJob([property: Id(0)] Export Export, [property: Id(1)] Caller Reader);
