using LiveChat.Silo.Composition;
using LiveChat.Silo.Hosting;

namespace LiveChat.WebFront.Hosting;

/// <summary>The whole program: the front, and the actors behind it in the same process, or in silos of their own.</summary>
internal static class Front
{
    /// <summary>Builds it; nothing runs yet.</summary>
    /// <param name="args">Settings on the command line, as <c>--Name value</c>.</param>
    /// <param name="configure">More, for tests.</param>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        // Settings and pages lie beside the program, wherever it is started from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (ClusterSettings.From(builder.Configuration).Membership == ClusterMembership.Alone) builder.HostLiveChat();
        else builder.JoinLiveChat();
        builder.AddFront();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.UseFront();
        return app;
    }
}
