using LiveChat.Sessions;

namespace LiveChat.Search;

/// <summary>What of a message can be found: what was said, and the names of the files that came with it.</summary>
public static class SearchedText
{
    /// <summary>The text; empty for what is not searched: system entries, and what was taken back.</summary>
    public static string Of(Message message) => message switch
    {
        { Type: MessageType.System } or { Recalled: true } => "",
        { Attachments: { Length: > 0 } files } => string.Join('\n', [message.Content, .. files.Select(file => file.Name)]).TrimStart('\n'),
        _ => message.Content,
    };
}
