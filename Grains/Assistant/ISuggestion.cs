using LiveChat.Sessions;

namespace LiveChat.Assistant;

/// <summary>Drafts what a member of the staff might say next.</summary>
public interface ISuggestion
{
    /// <summary>A draft; null when nothing suggests itself.</summary>
    /// <param name="said">What was said lately, in order; the newest may be the staff's own.</param>
    /// <param name="token">Ends the attempt.</param>
    /// <exception cref="AiFailureException">No draft can be made at the moment.</exception>
    Task<Suggestion?> Draft(IReadOnlyList<Message> said, CancellationToken token);
}

/// <summary>A draft.</summary>
/// <param name="Text">The words.</param>
/// <param name="Citations">The articles that it rests on.</param>
public sealed record Suggestion(string Text, Citation[] Citations);
