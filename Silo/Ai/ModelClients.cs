using LiveChat.Assistant;
using LiveChat.Assistant.Tools;
using LiveChat.Intents;
using LiveChat.Knowledge;
using LiveChat.Silo.Ai.OpenAi;
using LiveChat.Silo.Ai.Tools;
using LiveChat.Silo.Moods;
using LiveChat.Spending;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai;

/// <summary>Builds what the assistant speaks through, and what keeps its summary, as section <c>Ai</c> describes it.</summary>
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

    /// <summary>Adds the assistant's settings, its chat client, its summary, and the knowledge search that it answers from.</summary>
    public static IServiceCollection AddAssistant(this IServiceCollection services)
    {
        services.AddOptions<AiOptions>().BindConfiguration(AiOptions.Section).ValidateOnStart();
        services.AddOptions<AssistantOptions>().BindConfiguration(AssistantOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AiOptions>, AiOptionsValidator>();
        services.AddSingleton<IValidateOptions<AssistantOptions>, AssistantOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReplyRhythm>();
        services.TryAddSingleton<ArticleSearch>(provider => (query, limit) =>
            provider.GetRequiredService<IGrainFactory>().GetGrain<IKnowledgeBase>(IKnowledgeBase.Everything).Search(query, limit));

        services.TryAddSingleton<IntentSearch>(provider => text =>
            provider.GetRequiredService<IGrainFactory>().GetGrain<IIntents>(IIntents.All).Recognise(text));
        services.TryAddSingleton<IntentModel>(provider => provider.GetRequiredService<Models>().Aside is { } model
            ? ActivatorUtilities.CreateInstance<ModelIntents>(provider, model).Guess
            : _ => Task.FromResult<ModelGuess>(default));
        services.AddOptions<MoodOptions>().BindConfiguration(MoodOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MoodOptions>, MoodOptionsValidator>();
        services.TryAddSingleton(provider => new ModelMoods(
            provider.GetRequiredService<Models>().Aside, provider.GetRequiredService<IOptions<MoodOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ModelMoods>>()));
        services.AddTools();

        services.AddOptions<SpendingOptions>().BindConfiguration(SpendingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SpendingOptions>, SpendingOptionsValidator>();
        services.TryAddSingleton(provider => new ModelBudget(
            () => provider.GetRequiredService<IGrainFactory>().GetGrain<IModelSpending>(IModelSpending.All), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ModelBudget>>()));
        services.TryAddSingleton(provider => Models.Of(provider));
        services.TryAddSingleton(Speaker);
        services.TryAddSingleton<ISummary>(provider => provider.GetRequiredService<Models>().Aside is { } model
            ? ActivatorUtilities.CreateInstance<ModelSummary>(provider, model)
            : ActivatorUtilities.CreateInstance<ExtractiveSummary>(provider));
        services.TryAddSingleton<ISuggestion>(provider => provider.GetRequiredService<Models>().Aside is { } model
            ? ActivatorUtilities.CreateInstance<ModelSuggestion>(provider, model)
            : ActivatorUtilities.CreateInstance<KnowledgeSuggestion>(provider));
        return services;
    }

    private static IChatClient Speaker(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<AiOptions>>();
        var search = provider.GetRequiredService<ArticleSearch>();
        var knowledge = new KnowledgeChatClient(search, provider.GetRequiredService<TimeProvider>(), options);
        return ActivatorUtilities.CreateInstance<IntentChatClient>(provider, Answerer(provider, search, knowledge), knowledge);
    }

    /// <summary>Who answers questions: the model over the articles, the built-in answerer behind it; or that alone.</summary>
    private static IChatClient Answerer(IServiceProvider provider, ArticleSearch search, KnowledgeChatClient knowledge)
    {
        if (provider.GetRequiredService<Models>().Answering is not { } model) return knowledge;
        var tooled = new ToolCallingChatClient(model, provider.GetRequiredService<IOptions<ToolOptions>>());
        var grounded = new GroundedChatClient(tooled, search, provider.GetRequiredService<IOptions<AiOptions>>());
        var steady = new FallbackChatClient([grounded, knowledge], provider.GetRequiredService<ILogger<FallbackChatClient>>());
        return ActivatorUtilities.CreateInstance<ThriftyChatClient>(provider, steady, knowledge, provider.GetRequiredService<ModelBudget>());
    }

    // Implemented in SemanticKernel/ where the build has it; else these calls vanish.
    static partial void ReportSemanticKernel(ref bool present);

    static partial void CreateSemanticKernel(AiOptions options, ref IChatClient? model);

    /// <summary>The configured model within its limits, counted, before articles are put to it; none for the built-in answerer.</summary>
    /// <param name="Answering">For answers, of which only the whole is asked whether there is something to spend.</param>
    /// <param name="Aside">For what is asked beside them: each time while there is something to spend.</param>
    private sealed record Models(IChatClient? Answering, IChatClient? Aside)
    {
        public static Models Of(IServiceProvider provider)
        {
            var options = provider.GetRequiredService<IOptions<AiOptions>>();
            var clock = provider.GetRequiredService<TimeProvider>();
            IChatClient? model = options.Value.Provider == AiProvider.OpenAI ? OpenAiChatClient.For(options.Value, clock) : null;
            if (options.Value.Provider == AiProvider.SemanticKernel) CreateSemanticKernel(options.Value, ref model);
            if (model is null) return new(null, null);
            var budget = provider.GetRequiredService<ModelBudget>();
            var metered = new MeteredChatClient(new LimitedChatClient(new ThoughtfulChatClient(model), clock, options), budget);
            return new(metered, new BudgetedChatClient(metered, budget));
        }
    }
}
