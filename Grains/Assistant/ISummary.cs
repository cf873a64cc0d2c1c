using LiveChat.Sessions;

namespace LiveChat.Assistant;

/// <summary>Keeps a running summary of what fell out of the assistant's memory.</summary>
public interface ISummary
{
    /// <summary>The summary with what fell out folded in; never longer than the settings allow.</summary>
    /// <param name="summary">The summary so far; empty at first.</param>
    /// <param name="fallen">What fell out since, in order.</param>
    /// <param name="token">Ends the attempt.</param>
    Task<string> Extend(string summary, IReadOnlyList<Message> fallen, CancellationToken token);
}
