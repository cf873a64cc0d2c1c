using System.Text;
using LiveChat.Assistant;
using LiveChat.Silo.Ai;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace LiveChat.Unit.Assistant;

/// <summary>Asks a chat client and collects what it says.</summary>
internal static class Asking
{
    /// <summary>A test that waits longer than this hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<Said> Ask(this IChatClient client, params string[] alternating) => client.Ask(null, alternating);

    public static async Task<Said> Ask(this IChatClient client, ChatOptions? options, params string[] alternating)
    {
        var text = new StringBuilder();
        var said = new Said();
        using var limit = new CancellationTokenSource(Patience);
        await foreach (var update in client.GetStreamingResponseAsync(Conversation(alternating), options, limit.Token))
        {
            if (update.Text.Length > 0) said.Pieces.Add(update.Text);
            text.Append(update.Text);
            said.Cited.AddRange(update.Contents.SelectMany(content => content.Annotations ?? []).OfType<CitationAnnotation>());
            said.IsUnanswered |= update.AdditionalProperties?.ContainsKey(AnswerMarks.Unanswered) is true;
            said.Tokens = update.Contents.OfType<UsageContent>().FirstOrDefault()?.Details.OutputTokenCount ?? said.Tokens;
        }

        return said with { Text = text.ToString() };
    }

    /// <summary>The asker's and the assistant's messages in turn; the asker speaks last.</summary>
    public static ChatMessage[] Conversation(params string[] alternating) =>
        [.. alternating.Select((text, i) => new ChatMessage((alternating.Length - i) % 2 == 1 ? ChatRole.User : ChatRole.Assistant, text))];

    public static IOptions<AiOptions> Options(Action<AiOptions>? change = null)
    {
        var options = new AiOptions { KnowledgePace = TimeSpan.Zero };
        change?.Invoke(options);
        return Microsoft.Extensions.Options.Options.Create(options);
    }
}

internal sealed record Said
{
    public string Text { get; init; } = string.Empty;

    public List<string> Pieces { get; } = [];

    public List<CitationAnnotation> Cited { get; } = [];

    public long? Tokens { get; set; }

    public bool IsUnanswered { get; set; }
}
