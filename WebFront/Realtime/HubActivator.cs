using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.WebFront.Realtime;

/// <summary>Makes the hub of each call. All it needs lives as long as the program, so no call pays for services of its own.</summary>
internal sealed class HubActivator(IServiceProvider services) : IHubActivator<ChatHub>
{
    private static readonly ObjectFactory<ChatHub> Make = ActivatorUtilities.CreateFactory<ChatHub>([]);

    public ChatHub Create() => Make(services, null);

    public void Release(ChatHub hub) => hub.Dispose();
}
