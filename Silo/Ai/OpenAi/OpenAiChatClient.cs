using System.ClientModel;
using System.Runtime.CompilerServices;
using LiveChat.Assistant;
using Microsoft.Extensions.AI;
using OpenAI;
using ChatFinishReason = Microsoft.Extensions.AI.ChatFinishReason;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using Wire = OpenAI.Chat;

namespace LiveChat.Silo.Ai.OpenAi;

/// <summary>Any endpoint that speaks OpenAI's chat completions, as an <see cref="IChatClient"/>.</summary>
internal sealed class OpenAiChatClient(Wire.ChatClient endpoint) : StreamingChatClient
{
    /// <summary>A client for the endpoint that the settings name.</summary>
    public static OpenAiChatClient For(AiOptions options, TimeProvider clock)
    {
        // The package insists on a key; endpoints that ask for none ignore what stands there.
        var key = new ApiKeyCredential(string.IsNullOrWhiteSpace(options.ApiKey) ? "none" : options.ApiKey);
        return new(new Wire.ChatClient(options.Model, key, new OpenAIClientOptions
        {
            Endpoint = options.Endpoint,
            RetryPolicy = new PatientRetryPolicy(options.Retries, options.FirstTokenTimeout, clock),
            NetworkTimeout = options.FirstTokenTimeout > options.BetweenTokensTimeout ? options.FirstTokenTimeout : options.BetweenTokensTimeout,
        }));
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var updates = endpoint.CompleteChatStreamingAsync(messages.SelectMany(WireMessages.Of), RequestFor(options), cancellationToken).GetAsyncEnumerator(cancellationToken);
        var calls = new CallFragments();
        var begun = false;
        ChatFinishReason? finished = null;
        while (await Next(updates, begun, cancellationToken))
        {
            begun = true;
            var update = updates.Current;
            if (update.FinishReason is { } reason) finished = new ChatFinishReason(reason is Wire.ChatFinishReason.ToolCalls ? ChatFinishReason.ToolCalls.Value : reason.ToString().ToLowerInvariant());
            calls.Add(update.ToolCallUpdates);
            yield return FromTheWire(update, finished);
        }

        // A connection that closes politely in the middle looks like an end; only the reason tells that the model meant it.
        if (finished is null) throw new AiFailureException(AiFailure.Broken, begun ? "The answer breaks off before its end." : "The endpoint sent no answer.");
        // Some endpoints end with "stop" though they call: what counts is whether there are calls.
        if (calls.Whole() is { Length: > 0 } whole) yield return new ChatResponseUpdate(ChatRole.Assistant, [.. whole]);
    }

    private static Wire.ChatCompletionOptions RequestFor(ChatOptions? options)
    {
        var request = new Wire.ChatCompletionOptions { MaxOutputTokenCount = options?.MaxOutputTokens, Temperature = options?.Temperature };
        foreach (var function in options?.Tools?.OfType<AIFunction>() ?? [])
            request.Tools.Add(Wire.ChatTool.CreateFunctionTool(function.Name, function.Description, BinaryData.FromString(function.JsonSchema.GetRawText())));
        if (request.Tools.Count > 0 && options?.ToolMode is NoneChatToolMode) request.ToolChoice = Wire.ChatToolChoice.CreateNoneChoice();
        return request;
    }

    private static async Task<bool> Next(IAsyncEnumerator<Wire.StreamingChatCompletionUpdate> updates, bool begun, CancellationToken token)
    {
        try
        {
            return await updates.MoveNextAsync();
        }
        catch (Exception e) when (!token.IsCancellationRequested && ModelFailure.Of(e, begun) is { } failure)
        {
            throw new AiFailureException(failure.Failure, failure.Message, e);
        }
    }

    private static ChatResponseUpdate FromTheWire(Wire.StreamingChatCompletionUpdate update, ChatFinishReason? finished)
    {
        var text = string.Concat(update.ContentUpdate.Select(part => part.Text));
        var result = new ChatResponseUpdate(ChatRole.Assistant, text) { FinishReason = finished, ModelId = update.Model, ResponseId = update.CompletionId };
        if (update.Usage is { } usage)
        {
            result.Contents.Add(new UsageContent(new UsageDetails
            {
                InputTokenCount = usage.InputTokenCount, OutputTokenCount = usage.OutputTokenCount, TotalTokenCount = usage.TotalTokenCount,
            }));
        }

        return result;
    }
}
