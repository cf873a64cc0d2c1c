using Orleans.Concurrency;

namespace LiveChat.Assistant;

/// <summary>The assistant of one session: runs the model outside the session's turn and streams what it says into it.</summary>
/// <remarks>
/// Key: the session's id. Each piece goes to <c>ISessionControl.ShowChunk</c>, and each reply ends with exactly one
/// <c>ISessionControl.EndReply</c>, within the configured time, whatever the model does.
/// </remarks>
[Alias("IAssistant")]
public interface IAssistant : IGrainWithGuidKey
{
    /// <summary>Begins a reply and returns at once. A reply that was begun before is not begun again.</summary>
    [Alias("Begin")] Task Begin(ReplyRequest request);

    /// <summary>Ceases; the session has written or will write the final entry itself.</summary>
    [Alias("Cease")] Task Cease(Guid replyId);

    /// <summary>What the conversation is about so far, in short, within a few seconds; asked again before anything else was said, the same.</summary>
    [Alias("Summarise"), AlwaysInterleave] Task<Sessions.SessionSummary> Summarise();

    /// <summary>A draft of what the staff might say next, within a few seconds; without a text when nothing suggests itself.</summary>
    [Alias("Suggest"), AlwaysInterleave] Task<SuggestedReply> Suggest();
}

/// <summary>What is to be answered. The assistant reads earlier entries from the session's log by itself.</summary>
/// <param name="ReplyId">The reply's id (UUIDv7).</param>
/// <param name="QuestionSeq">The entry to answer.</param>
/// <param name="Question">Its text.</param>
/// <param name="AskerName">Who asks.</param>
/// <param name="Asker">With whose rights tools are used; null for none.</param>
/// <param name="DeskId">The session's desk, or null.</param>
[GenerateSerializer, Immutable, Alias("ReplyRequest")]
public sealed record ReplyRequest(
    [property: Id(0)] Guid ReplyId,
    [property: Id(1)] long QuestionSeq,
    [property: Id(2)] string Question,
    [property: Id(3)] string AskerName,
    [property: Id(4)] Caller? Asker = null,
    [property: Id(5)] string? DeskId = null);

/// <summary>A draft of a reply, for a member of the staff to change and send, or not.</summary>
/// <param name="Text">The words; empty when nothing suggests itself.</param>
/// <param name="Citations">The articles that it rests on.</param>
/// <param name="UpToSeq">The newest entry that it knows of.</param>
[GenerateSerializer, Immutable, Alias("SuggestedReply")]
public sealed record SuggestedReply(
    [property: Id(0)] string Text,
    [property: Id(1)] Sessions.Citation[] Citations,
    [property: Id(2)] long UpToSeq);
