using LiveChat.Assistant;
using LiveChat.Assistant.Tools;
using LiveChat.Intents;
using LiveChat.Knowledge;
using LiveChat.Silo.Ai.OpenAi;
using LiveChat.Silo.Ai.Tools;
using LiveChat.Silo.Moods;
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
        services.TryAddSingleton<IntentModel>(provider => provider.GetRequiredService<Bare>().Model is { } model
            ? ActivatorUtilities.CreateInstance<ModelIntents>(provider, model).Guess
            : _ => Task.FromResult<ModelGuess>(default));
        services.AddOptions<MoodOptions>().BindConfiguration(MoodOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MoodOptions>, MoodOptionsValidator>();
        services.TryAddSingleton(provider => new ModelMoods(
            provider.GetRequiredService<Bare>().Model, provider.GetRequiredService<IOptions<MoodOptions>>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ModelMoods>>()));
        services.AddTools();

        services.TryAddSingleton(provider => Bare.Of(provider));
        services.TryAddSingleton(Speaker);
        services.TryAddSingleton<ISummary>(provider => provider.GetRequiredService<Bare>().Model is { } model
            ? ActivatorUtilities.CreateInstance<ModelSummary>(provider, model)
            : ActivatorUtilities.CreateInstance<ExtractiveSummary>(provider));
        services.TryAddSingleton<ISuggestion>(provider => provider.GetRequiredService<Bare>().Model is { } model
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
        if (provider.GetRequiredService<Bare>().Model is not { } model) return knowledge;
        var tooled = new ToolCallingChatClient(model, provider.GetRequiredService<IOptions<ToolOptions>>());
        var grounded = new GroundedChatClient(tooled, search, provider.GetRequiredService<IOptions<AiOptions>>());
        return new FallbackChatClient([grounded, knowledge], provider.GetRequiredService<ILogger<FallbackChatClient>>());
    }

    // Implemented in SemanticKernel/ where the build has it; else these calls vanish.
    static partial void ReportSemanticKernel(ref bool present);

    static partial void CreateSemanticKernel(AiOptions options, ref IChatClient? model);

    /// <summary>The configured model within its limits, before articles are put to it; none for the built-in answerer.</summary>
    private sealed record Bare(IChatClient? Model)
    {
        public static Bare Of(IServiceProvider provider)
        {
            var options = provider.GetRequiredService<IOptions<AiOptions>>();
            var clock = provider.GetRequiredService<TimeProvider>();
            IChatClient? model = options.Value.Provider == AiProvider.OpenAI ? OpenAiChatClient.For(options.Value, clock) : null;
            if (options.Value.Provider == AiProvider.SemanticKernel) CreateSemanticKernel(options.Value, ref model);
            return new Bare(model is null ? null : new LimitedChatClient(new ThoughtfulChatClient(model), clock, options));
        }
    }
}
