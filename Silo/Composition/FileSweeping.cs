using LiveChat.Files;
using Orleans.Runtime;

namespace LiveChat.Silo.Composition;

/// <summary>Makes sure at the start of a silo that files are swept.</summary>
internal sealed class FileSweeping(IGrainFactory grains) : IStartupTask
{
    public Task Execute(CancellationToken cancellationToken) => grains.GetGrain<IFileSweep>(IFileSweep.All).Begin();
}
