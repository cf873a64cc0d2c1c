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
using LiveChat.Silo.Moods;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Silo.Storage.Search;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace LiveChat.Silo.Composition;

/// <summary>What a process that hosts LiveChat's grains is made of; the same on both engines.</summary>
public static class LiveChatSilo
{
    // Longer than a commit may take, so that the caller learns what came of it; a retry carries the same client id.
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);

    // What one session may have waiting. Past it the database or the grain is far behind, and more would only wait longer.
    private const int MostWaitingCalls = 10_000;

    /// <summary>Hosts the grains in this process, over the database and the models that the settings name.</summary>
    public static void HostLiveChat(this IHostApplicationBuilder builder)
    {
        // Storage stands first: it is ready before the first grain wakes.
        builder.Services.AddLiveChatStorage(builder.Configuration);
        builder.Services.AddFileBytes();
        builder.Services.AddDemoData();
        builder.Services.AddAssistant();
        builder.Services.AddSingleton<Passwords>();
        builder.Services.AddChecked<AccountOptions, AccountOptionsValidator>(AccountOptions.Section);
        builder.Services.AddChecked<SessionOptions, SessionOptionsValidator>(SessionOptions.Section);
        builder.Services.AddChecked<PresenceOptions, PresenceOptionsValidator>(PresenceOptions.Section);
        builder.Services.AddChecked<ReportOptions, ReportOptionsValidator>(ReportOptions.Section);
        builder.Services.AddChecked<ExportOptions, ExportOptionsValidator>(ExportOptions.Section);
        builder.Services.AddChecked<QueueOptions, QueueOptionsValidator>(QueueOptions.Section);
        builder.Services.AddChecked<SearchOptions, SearchOptionsValidator>(SearchOptions.Section);
        builder.Services.AddHostedService<LogFollower>();
        builder.Services.AddChecked<KnowledgeOptions, KnowledgeOptionsValidator>(KnowledgeOptions.Section);
        builder.Services.AddHostedService<ArticleIndexing>();
        builder.Services.AddHostedService<MoodTeller>();
        builder.UseSingleSilo(silo => silo
            .AddLiveStreams()
            .AddReminders()
            .AddStartupTask<BusyDesks>()
            .AddStartupTask<FileSweeping>()
            .AddStartupTask<ExportSweeping>()
            .Configure<SiloMessagingOptions>(messaging =>
            {
                messaging.ResponseTimeout = LongestCall;
                messaging.MaxEnqueuedRequestsHardLimit = MostWaitingCalls;
            }));
    }

    private static void AddChecked<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }
}
