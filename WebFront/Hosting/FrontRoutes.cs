using LiveChat.WebFront.Endpoints;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Reports;
using LiveChat.WebFront.Safety;
using Microsoft.AspNetCore.Http.Connections;

namespace LiveChat.WebFront.Hosting;

/// <summary>What a request passes, and where it ends.</summary>
internal static class FrontRoutes
{
    private const int PipeSize = 64 * 1024;

    public static void UseFront(this WebApplication app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<ApiMeasuring>();
        app.UseMiddleware<Boundary>();
        app.UseMiddleware<Origins>();
        app.UsePages();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(30) });

        var api = app.MapGroup(Routes.Api).RequireAuthorization().LimitRequests();
        api.MapAccounts();
        api.MapSessions();
        api.MapSearch();
        api.MapTranscripts();
        api.MapGroups();
        api.MapContacts();
        api.MapKnowledge();
        api.MapDesks();
        api.MapDeskSessions();
        api.MapQuickReplies();
        api.MapTickets();
        api.MapFiles();
        api.MapWidgets();
        api.MapSchedules();
        api.MapAdmin();
        api.MapAudit();
        api.MapSystem();
        api.MapReports();
        api.MapExports();
        api.MapIntents();
        api.MapAssistance();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDescription();
        app.MapPages();
        PlainSocketEndpoint.Map(app);
        app.MapHub<ChatHub>(Routes.Hub, hub =>
        {
            hub.Transports = HttpTransportType.WebSockets;
            hub.CloseOnAuthenticationExpiration = true;
            hub.ApplicationMaxBufferSize = PipeSize;
            hub.TransportMaxBufferSize = PipeSize;
            hub.WebSockets.CloseTimeout = TimeSpan.FromSeconds(5);
        }).RequireAuthorization();

        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<Announcement>().Print);
    }
}
