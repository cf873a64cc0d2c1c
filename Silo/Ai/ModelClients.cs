using LiveChat.Knowledge;
using LiveChat.Silo.Ai.OpenAi;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai;

/// <summary>Builds the one <see cref="IChatClient"/> that the assistant speaks through.</summary>
public static partial class ModelClients
{
    /// <summary>Whether this build has the Semantic Kernel.</summary>
    public static bool HasSemanticKernel
    {
        get
        {
            var present = false;
            ReportSemanticKernel(ref present);
            return present;
        }
    }

    /// <summary>Adds the client that section <c>Ai</c> describes, and the knowledge search that it answers from.</summary>
    public static IServiceCollection AddAiClients(this IServiceCollection services)
    {
        services.AddOptions<AiOptions>().BindConfiguration(AiOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AiOptions>, AiOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ArticleSearch>(provider => (query, limit) =>
            provider.GetRequiredService<IGrainFactory>().GetGrain<IKnowledgeBase>(IKnowledgeBase.Everything).Search(query, limit));
        services.TryAddSingleton(Compose);
        return services;
    }

    private static IChatClient Compose(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<AiOptions>>();
        var clock = provider.GetRequiredService<TimeProvider>();
        var search = provider.GetRequiredService<ArticleSearch>();

        var knowledge = new KnowledgeChatClient(search, clock, options);
        if (Model(options.Value, clock) is not { } model) return knowledge;
        var grounded = new GroundedChatClient(new LimitedChatClient(model, clock, options), search, options);
        return new FallbackChatClient([grounded, knowledge], provider.GetRequiredService<ILogger<FallbackChatClient>>());
    }

    private static IChatClient? Model(AiOptions options, TimeProvider clock)
    {
        IChatClient? model = options.Provider == AiProvider.OpenAI ? OpenAiChatClient.For(options, clock) : null;
        if (options.Provider == AiProvider.SemanticKernel) CreateSemanticKernel(options, ref model);
        return model;
    }

    // Implemented in SemanticKernel/ where the build has it; else these calls vanish.
    static partial void ReportSemanticKernel(ref bool present);

    static partial void CreateSemanticKernel(AiOptions options, ref IChatClient? model);
}
