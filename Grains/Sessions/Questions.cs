namespace LiveChat.Sessions;

/// <summary>Finds what the assistant has to answer in the newest entries of a log.</summary>
internal static class Questions
{
    /// <summary>What is asked; of files without a word, their names.</summary>
    public static string TextOf(Message question) =>
        question is { Content.Length: 0, Attachments: { } files } ? string.Join(' ', files.Select(file => $"[{file.Name}]")) : question.Content;

    /// <summary>The newest question that was not taken back, or null.</summary>
    public static Message? Last(Message[] tail)
    {
        for (var i = tail.Length - 1; i >= 0; i--)
        {
            if (tail[i] is { Type: MessageType.User, Recalled: false }) return tail[i];
        }
        return null;
    }

    /// <summary>The newest question, if no answer, whole or broken off, stands after it.</summary>
    public static Message? Unanswered(Message[] tail)
    {
        for (var i = tail.Length - 1; i >= 0; i--)
        {
            switch (tail[i])
            {
                case { Type: MessageType.User }:
                    return tail[i].Recalled ? null : tail[i];
                case { Type: MessageType.Ai or MessageType.Agent }:
                case { Event.Name: SystemEventName.ReplyInterrupted }:
                    return null;
            }
        }
        return null;
    }
}
