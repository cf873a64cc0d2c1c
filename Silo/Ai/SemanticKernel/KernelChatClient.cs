using System.Runtime.CompilerServices;
using LiveChat.Assistant;
using LiveChat.Assistant.Tools;
using LiveChat.Silo.Ai.OpenAi;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace LiveChat.Silo.Ai.SemanticKernel;

/// <summary>A <see cref="Kernel"/>'s chat service as an <see cref="IChatClient"/>, so that it stands where any model stands.</summary>
/// <remarks>The kernel goes with each call: its filters run, and functions that its plugins offer can be called.</remarks>
internal sealed class KernelChatClient(Kernel kernel, IChatCompletionService service) : StreamingChatClient
{
    private const string Plugin = "livechat";

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // The service adds to the history that it is given, so each call has its own.
        var history = new ChatHistory();
        foreach (var message in messages) history.AddMessage(new AuthorRole(message.Role.Value), message.Text);

        await using var parts = service.GetStreamingChatMessageContentsAsync(history, SettingsFor(options), KernelFor(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        var begun = false;
        object? finished = null;
        while (await Next(parts, begun, cancellationToken))
        {
            begun = true;
            if (parts.Current.Metadata?.GetValueOrDefault("FinishReason") is { } reason) finished = reason;

            // Parts without text are fragments of function calls, which are the kernel's own business, as is what tools answer.
            if (parts.Current.Role != AuthorRole.Tool && parts.Current.Content is { Length: > 0 } text) yield return new ChatResponseUpdate(ChatRole.Assistant, text) { ModelId = parts.Current.ModelId };
        }

        if (finished is null) throw new AiFailureException(AiFailure.Broken, begun ? "The answer breaks off before its end." : "The kernel's service sent no answer.");
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? (serviceKey is null && serviceType.IsInstanceOfType(kernel) ? kernel : null);

    // The question's own tools go into a kernel of its own: they act for one person in one answer, and bound themselves.
    private Kernel KernelFor(ChatOptions? options)
    {
        if (options?.ToolMode is NoneChatToolMode || options?.Tools?.OfType<AIFunction>().ToArray() is not { Length: > 0 } functions) return kernel;
        var own = kernel.Clone();
        own.Plugins.Add(KernelPluginFactory.CreateFromFunctions(Plugin, functions.Select(function => function.AsKernelFunction())));
        if (Toolbox.Of(options) is { } toolbox) own.AutoFunctionInvocationFilters.Add(new Bound(toolbox));
        return own;
    }

    private static PromptExecutionSettings SettingsFor(ChatOptions? options)
    {
        // Connectors read what is not common to all of them from the extension data, by its name on the wire.
        var settings = new PromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };
        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        if (options?.MaxOutputTokens is { } tokens) data["max_tokens"] = tokens;
        if (options?.Temperature is { } temperature) data["temperature"] = temperature;
        if (data.Count > 0) settings.ExtensionData = data;
        return settings;
    }

    private static async Task<bool> Next(IAsyncEnumerator<StreamingChatMessageContent> parts, bool begun, CancellationToken token)
    {
        try
        {
            return await parts.MoveNextAsync();
        }
        catch (Exception e) when (!token.IsCancellationRequested && ModelFailure.Of(Cause(e), begun) is { } failure)
        {
            throw new AiFailureException(failure.Failure, failure.Message, e);
        }
    }

    // The kernel may wrap its connector's failure; the failure itself says more.
    private static Exception Cause(Exception e) =>
        e is HttpOperationException wrapped ? wrapped.InnerException ?? new HttpRequestException(wrapped.Message, wrapped, wrapped.StatusCode) : e;

    /// <summary>The kernel goes on calling for as long as its model wishes: where the answer's bounds are reached, it ends.</summary>
    private sealed class Bound(Toolbox toolbox) : IAutoFunctionInvocationFilter
    {
        public async Task OnAutoFunctionInvocationAsync(AutoFunctionInvocationContext context, Func<AutoFunctionInvocationContext, Task> next)
        {
            await next(context);
            if (!toolbox.MayGoOn) context.Terminate = true;
        }
    }
}
