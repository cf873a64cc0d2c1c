using LiveChat.Accounts;
using LiveChat.Exports;
using LiveChat.Knowledge;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.Reports;
using LiveChat.Sessions;
using LiveChat.Silo.Ai;
using LiveChat.Silo.Demo;
using LiveChat.Silo.Hosting;
using LiveChat.Silo.Metrics;
using LiveChat.Silo.Moods;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Silo.Storage.Search;
using LiveChat.Silo.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace LiveChat.Silo.Composition;

/// <summary>What a process that hosts LiveChat's grains is made of; the same on both engines.</summary>
public static class LiveChatSilo
{
    // What one session may have waiting. Past it the database or the grain is far behind, and more would only wait longer.
    private const int MostWaitingCalls = 10_000;

    /// <summary>Hosts the grains in this process, over the database and the models that the settings name.</summary>
    public static void HostLiveChat(this IHostApplicationBuilder builder)
    {
        var cluster = ClusterSettings.From(builder.Configuration);
        // Storage stands first: it is ready before the first grain wakes.
        builder.Services.AddLiveChatStorage(builder.Configuration);
        builder.Services.AddShared();
        builder.Services.AddDemoData();
        builder.Services.AddAssistant();
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddChecked<AccountOptions, AccountOptionsValidator>(AccountOptions.Section);
        builder.Services.AddChecked<SessionOptions, SessionOptionsValidator>(SessionOptions.Section);
        builder.Services.AddChecked<ReportOptions, ReportOptionsValidator>(ReportOptions.Section);
        builder.Services.AddChecked<QueueOptions, QueueOptionsValidator>(QueueOptions.Section);
        builder.Services.AddChecked<SearchOptions, SearchOptionsValidator>(SearchOptions.Section);
        builder.Services.AddHostedService<LogFollower>();
        builder.Services.AddHostedService<ArticleIndexing>();
        builder.Services.AddHostedService<MoodTeller>();
        builder.AddTracing();
        builder.UseSilo(cluster, silo => silo
            .AddTracing()
            .AddLiveStreams()
            .AddReminders()
            .AddStartupTask<BusyDesks>()
            .AddStartupTask<FileSweeping>()
            .AddStartupTask<ExportSweeping>()
            .Configure<SiloMessagingOptions>(messaging =>
            {
                messaging.ResponseTimeout = cluster.CallTimeout;
                messaging.MaxEnqueuedRequestsHardLimit = MostWaitingCalls;
            })
            .Configure<GrainCollectionOptions>(idle =>
            {
                idle.CollectionAge = cluster.IdleAfter;
                // Looked for often enough that idleness is noticed in time; the engine wants it less than the age.
                idle.CollectionQuantum = cluster.IdleAfter / 2 < idle.CollectionQuantum ? cluster.IdleAfter / 2 : idle.CollectionQuantum;
            }));
    }

    /// <summary>Makes this process a front of a cluster whose silos host the grains: it needs no database.</summary>
    public static void JoinLiveChat(this IHostApplicationBuilder builder)
    {
        builder.Services.AddShared();
        builder.AddTracing();
        builder.UseCluster(ClusterSettings.From(builder.Configuration));
    }

    /// <summary>What silos and fronts both go by; in one process it stands once.</summary>
    private static void AddShared(this IServiceCollection services)
    {
        services.AddFileBytes();
        services.AddMetering();
        services.AddSingleton<ClusterNews>();
        services.AddChecked<ClusterSettings, ClusterSettingsValidator>(ClusterSettings.Section);
        services.AddChecked<PresenceOptions, PresenceOptionsValidator>(PresenceOptions.Section);
        services.AddChecked<ExportOptions, ExportOptionsValidator>(ExportOptions.Section);
        services.AddChecked<KnowledgeOptions, KnowledgeOptionsValidator>(KnowledgeOptions.Section);
    }
}
