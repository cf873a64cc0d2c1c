using LiveChat.Knowledge;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Silo.Storage.Knowledge;

/// <summary>Registers what is stored of the knowledge base.</summary>
internal static class KnowledgeStorage
{
    public static IServiceCollection AddKnowledgeStorage(this IServiceCollection services)
    {
        services.AddSingleton<ArticleStore>();
        services.AddSingleton<IArticleStore>(provider => provider.GetRequiredService<ArticleStore>());
        services.AddSingleton<IArticleIndex, ArticleIndex>();
        services.AddSingleton<IImportStore, ImportStore>();
        services.AddSingleton<IUnansweredStore, UnansweredStore>();
        return services;
    }
}
