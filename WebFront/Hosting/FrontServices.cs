using System.Text.Json;
using LiveChat.Silo.Composition;
using LiveChat.WebFront.Auth;
using LiveChat.WebFront.Endpoints;
using LiveChat.WebFront.Exports;
using LiveChat.WebFront.Files;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Metrics;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Reports;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LiveChat.WebFront.Hosting;

/// <summary>What the front is made of.</summary>
internal static class FrontServices
{
    private const int LargestFrame = 64 * 1024;
    private const int LargestBody = 256 * 1024;
    private const int CallsAtOnce = 8;

    private static readonly TimeSpan PreflightHolds = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestDrain = TimeSpan.FromSeconds(25);

    public static void AddFront(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = LongestDrain);
        services.AddChecked<AuthOptions, AuthOptionsValidator>(AuthOptions.Section);
        services.AddChecked<RateLimitOptions, RateLimitOptionsValidator>(RateLimitOptions.Section);
        services.AddChecked<OverloadOptions, OverloadOptionsValidator>(OverloadOptions.Section);
        services.AddChecked<CorsOptions, OriginsValidator>(CorsOptions.Section);
        services.AddChecked<WidgetOptions, OriginsValidator>(WidgetOptions.Section);
        services.AddSingleton<KnownOrigins>();

        builder.AddServer();
        services.AddCallers();
        services.AddRest();
        services.AddRealtime();
        services.AddFiles();
        services.AddReports();
        services.AddExports();
        services.AddSingleton<LiveState>();
        services.AddSingleton<Announcement>();
        services.AddSingleton<IHostLifetime, OrderlyStop>();
    }

    private static void AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
            kestrel.Limits.MaxRequestHeaderCount = 60;
            kestrel.Limits.MaxRequestLineSize = 12 * 1024;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
            kestrel.Limits.MaxConcurrentConnections = 20_000;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 20_000;
        });
        AddressTokens.Register(builder.Services);
    }

    private static void AddCallers(this IServiceCollection services)
    {
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<HostIdentities>();
        services.AddSingleton<DemoUsers>();
        services.AddSingleton<RevokedTokens>();
        services.AddHostedService(provider => provider.GetRequiredService<RevokedTokens>());
        // Not AddAuthentication: that brings data protection and its key files, which nothing here uses.
        services.AddWebEncoders();
        services.AddTransient<TokenAuthentication>();
        services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = TokenAuthentication.Scheme;
            authentication.AddScheme<TokenAuthentication>(TokenAuthentication.Scheme, displayName: null);
        });
        services.AddAuthorization();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<SendGate>();
        services.AddSingleton<ConnectionCounts>();
    }

    private static void AddRest(this IServiceCollection services)
    {
        services.AddSingleton<Faults>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<Widgets>();
        services.AddSingleton<PlainSocketEndpoint>();
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json =>
        {
            var wire = WireJson.Default.Options;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, WireJson.Default);
            json.SerializerOptions.DefaultIgnoreCondition = wire.DefaultIgnoreCondition;
            json.SerializerOptions.MaxDepth = wire.MaxDepth;
            json.SerializerOptions.NumberHandling = wire.NumberHandling;
            foreach (var converter in wire.Converters) json.SerializerOptions.Converters.Add(converter);
        });
        services.AddApiDescription();
        services.AddCors();
        services.AddOptions<Microsoft.AspNetCore.Cors.Infrastructure.CorsOptions>().Configure<KnownOrigins>((cors, known) => cors.AddDefaultPolicy(policy =>
        {
            policy.SetIsOriginAllowed(known.Contains).AllowAnyHeader().AllowAnyMethod().WithExposedHeaders("Retry-After").SetPreflightMaxAge(PreflightHolds);
            // Nothing here uses cookies; where any site may call, none are let through to begin with.
            if (!known.AreAll) policy.AllowCredentials();
        }));
    }

    private static void AddFiles(this IServiceCollection services)
    {
        services.AddFileBytes();
        services.AddSingleton<UploadGate>();
        services.AddSingleton<UploadLog>();
        services.AddSingleton<PictureBench>();
    }

    private static void AddReports(this IServiceCollection services)
    {
        services.AddSingleton<ApiMeter>();
        services.AddSingleton<ApiReporter>();
        services.AddHostedService(provider => provider.GetRequiredService<ApiReporter>());
    }

    private static void AddExports(this IServiceCollection services)
    {
        services.AddSingleton<ExportRunner>();
        services.AddHostedService(provider => provider.GetRequiredService<ExportRunner>());
    }

    private static void AddRealtime(this IServiceCollection services)
    {
        services.AddSingleton<FrontId>();
        services.AddSingleton<Relay>();
        services.AddSingleton<Sockets>();
        services.AddSingleton<SessionDoor>();
        services.AddSingleton<Draining>();
        services.AddSingleton<Patiently>();
        services.AddHostedService<FrontLease>();
        services.AddHostedService<RollCall>();
        services.AddSingleton<HubGuard>();
        services.AddSingleton<IHubActivator<ChatHub>, HubActivator>();
        services.AddSingleton<HubLifetimeManager<ChatHub>, HubLifetime>();
        services.AddSingleton<IHubProtocolResolver, GuardedProtocols>();
        services.AddSignalR(hub =>
        {
            hub.MaximumReceiveMessageSize = LargestFrame;
            hub.MaximumParallelInvocationsPerClient = CallsAtOnce;
            hub.HandshakeTimeout = TimeSpan.FromSeconds(5);
            hub.KeepAliveInterval = TimeSpan.FromSeconds(15);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(45);
            hub.StatefulReconnectBufferSize = 0;
            hub.DisableImplicitFromServicesParameters = true;
        }).AddJsonProtocol(json => json.PayloadSerializerOptions = new JsonSerializerOptions(WireJson.Default.Options));
        // The guard itself, not its type, which would be looked up at every call. Among the options of all hubs, for those of
        // one alone count only where AddHubOptions has made them.
        services.AddOptions<HubOptions>().Configure<HubGuard>((hub, guard) => hub.AddFilter(guard));
    }
}
