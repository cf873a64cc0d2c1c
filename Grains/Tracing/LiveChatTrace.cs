using System.Diagnostics;

namespace LiveChat.Tracing;

/// <summary>What LiveChat itself tells to whoever traces: the commit, the delivery, the assistant's answer. The rest is told by the engine and the web server.</summary>
/// <remarks>Nothing that people wrote is ever a tag.</remarks>
public static class LiveChatTrace
{
    /// <summary>Its name, for whoever listens.</summary>
    public const string Name = "LiveChat";

    /// <summary>The source of the spans.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>The span that is being recorded here, as W3C <c>traceparent</c>, to be carried where no call goes; null when none is.</summary>
    public static string? Here => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } span ? span.Id : null;
}
