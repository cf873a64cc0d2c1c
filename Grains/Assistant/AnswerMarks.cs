namespace LiveChat.Assistant;

/// <summary>What a chat client tells about an answer besides its words, in the additional properties of an update.</summary>
public static class AnswerMarks
{
    /// <summary>True: nothing was found that answers the question.</summary>
    public const string Unanswered = "livechat.unanswered";
}
