namespace LiveChat.Assistant;

/// <summary>What is told about an answer besides its words, in the additional properties of an update, or of what is asked.</summary>
public static class AnswerMarks
{
    /// <summary>True: nothing was found that answers the question.</summary>
    public const string Unanswered = "livechat.unanswered";

    /// <summary>In the options of a call: the id of whom it is made for.</summary>
    public const string Asker = "livechat.asker";
}
