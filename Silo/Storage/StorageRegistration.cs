using LiveChat.Accounts;
using LiveChat.Contacts;
using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Exports;
using LiveChat.Files;
using LiveChat.Intents;
using LiveChat.Knowledge;
using LiveChat.Moods;
using LiveChat.QuickReplies;
using LiveChat.Search;
using LiveChat.Reports;
using LiveChat.Schedules;
using LiveChat.Sessions;
using LiveChat.Silo.Composition;
using LiveChat.Silo.Storage.Contacts;
using LiveChat.Silo.Storage.Exports;
using LiveChat.Silo.Moods;
using LiveChat.Silo.Storage.Files;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Silo.Storage.Log;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Storage.Reports;
using LiveChat.Silo.Storage.Search;
using LiveChat.Spending;
using LiveChat.Tickets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Storage;

/// <summary>Registers everything that is stored.</summary>
public static class StorageRegistration
{
    /// <summary>Adds the log, the index and the stores over the configured database, which is made ready before anything else starts.</summary>
    public static IServiceCollection AddLiveChatStorage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<StorageOptions>()
            .Bind(configuration.GetSection(StorageOptions.Section))
            .Configure(options => options.ConnectionString = ConnectionString(options, configuration))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(provider => Databases.Open(Options(provider)));
        services.AddSingleton<EntryReader>();
        services.AddSingleton(provider => new LogWriter(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<EntryReader>(), provider.GetRequiredService<ChangedSessions>(), Options(provider),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LogWriter>>()));
        services.AddSingleton<IMessageLog, MessageLog>();
        services.AddSingleton<ISessionIndex, SessionIndex>();
        services.AddSingleton<ChangedSessions>();
        services.AddSingleton<SearchIndexer>();
        services.AddSingleton<ILogReader>(provider => provider.GetRequiredService<SearchIndexer>());
        services.AddSingleton<FigureCounter>();
        services.AddSingleton<ILogReader>(provider => provider.GetRequiredService<FigureCounter>());
        services.AddSingleton<TicketCounter>();
        services.AddSingleton<ILogReader>(provider => provider.GetRequiredService<TicketCounter>());
        services.AddSingleton<ContactFollower>();
        services.AddSingleton<ILogReader>(provider => provider.GetRequiredService<ContactFollower>());
        services.AddSingleton<IFigureStore, FigureStore>();
        services.AddSingleton<IDeskZones, DeskZones>();
        services.AddSingleton<ISearchIndex, SearchIndex>();
        services.AddSingleton<IUserStore, UserStore>();
        services.AddSingleton<IAccountStore, AccountStore>();
        services.AddSingleton<IDeskStore, DeskStore>();
        services.AddSingleton<IDeskSessionIndex, DeskSessionIndex>();
        services.AddSingleton<IQuickReplyStore, QuickReplyStore>();
        services.AddSingleton<IFileStore, FileStore>();
        services.AddSingleton<IContactStore, ContactStore>();
        services.AddSingleton<IDeskSetupStore, DeskSetupStore>();
        services.AddSingleton<IDeskFigures, DeskFigures>();
        services.AddSingleton<IExportStore, ExportStore>();
        services.AddSingleton<IScheduleStore, ScheduleStore>();
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<ITicketStore, TicketStore>();
        services.AddKnowledgeStorage();
        services.AddSingleton<IIntentStore, IntentStore>();
        services.AddSingleton<MoodStore>();
        services.AddSingleton<IMoodStore>(provider => provider.GetRequiredService<MoodStore>());
        services.AddSingleton<MoodNews>();
        services.AddSingleton<MoodCounter>();
        services.AddSingleton<ISpendingStore, SpendingStore>();
        services.AddSingleton<IReminderTable, ReminderTable>();

        services.AddSingleton(provider => new Migrator(
            provider.GetRequiredService<Database>(), Migration.Embedded(provider.GetRequiredService<Database>().Dialect),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<Migrator>>()));
        services.AddSingleton<StorageStart>();
        services.AddHostedService(provider => provider.GetRequiredService<StorageStart>());
        return services;
    }

    private static StorageOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<StorageOptions>>().Value;

    private static string ConnectionString(StorageOptions options, IConfiguration configuration) =>
        configuration.GetConnectionString("LiveChat") switch
        {
            { Length: > 0 } given => given,
            _ when options.Provider == StorageProvider.Sqlite => $"Data Source={Path.Combine(DataDirectory.Of(configuration), "livechat.db")}",
            _ => "",
        };
}
