using LiveChat.Accounts;
using LiveChat.Silo.Hosting;
using LiveChat.Silo.Storage;

namespace LiveChat.WebFront.Hosting;

/// <summary>The actors behind the front, in the same process.</summary>
internal static class ActorHost
{
    /// <summary>Adds the store, the streams and one silo.</summary>
    public static void AddActors(this WebApplicationBuilder builder)
    {
        builder.Services.AddLiveChatStorage(builder.Configuration);
        builder.Services.AddSingleton<Passwords>();
        builder.UseSingleSilo(silo => silo.AddLiveStreams());
    }
}
