using LiveChat.Assistant.Tools;
using Microsoft.Extensions.AI;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using Wire = OpenAI.Chat;

namespace LiveChat.Silo.Ai.OpenAi;

/// <summary>Messages as OpenAI's chat completions have them.</summary>
internal static class WireMessages
{
    /// <summary>One message; what tools answered is a message each.</summary>
    public static IEnumerable<Wire.ChatMessage> Of(ChatMessage message) => message.Role.Value switch
    {
        "system" => [new Wire.SystemChatMessage(message.Text)],
        "assistant" => [Assistant(message)],
        "tool" => message.Contents.OfType<FunctionResultContent>().Select(result => new Wire.ToolChatMessage(result.CallId, result.Result?.ToString() ?? string.Empty)),
        _ => [new Wire.UserChatMessage(message.Text)],
    };

    private static Wire.AssistantChatMessage Assistant(ChatMessage message)
    {
        var calls = message.Contents.OfType<FunctionCallContent>()
            .Select(call => Wire.ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString(ToolJson.Of(call.Arguments)))).ToArray();
        if (calls.Length == 0) return new Wire.AssistantChatMessage(message.Text);
        var assistant = new Wire.AssistantChatMessage(calls);
        if (message.Text.Length > 0) assistant.Content.Add(Wire.ChatMessageContentPart.CreateTextPart(message.Text));
        return assistant;
    }
}
