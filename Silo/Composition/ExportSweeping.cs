using LiveChat.Exports;
using Orleans.Runtime;

namespace LiveChat.Silo.Composition;

/// <summary>Makes sure at the start of a silo that exports are swept.</summary>
internal sealed class ExportSweeping(IGrainFactory grains) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken) => grains.GetGrain<IExportQueue>(IExportQueue.All).Begin();
}
