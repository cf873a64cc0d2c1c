using System.Diagnostics;
using LiveChat.Tracing;

namespace LiveChat.Silo.Storage.Log;

/// <summary>A commit as those see it who trace: it stands in the trace of the first append that is recorded, and names the others.</summary>
internal static class CommitTrace
{
    private const int MostLinks = 32;

    /// <summary>Begins the span of a group's commit; null when no append of it is traced.</summary>
    public static Activity? Begin(ReadOnlySpan<PendingAppend> group)
    {
        if (!LiveChatTrace.Source.HasListeners()) return null;
        var parent = default(ActivityContext);
        List<ActivityLink>? others = null;
        foreach (var pending in group)
        {
            if (pending.Origin == default) continue;
            if (parent == default) parent = pending.Origin;
            else if ((others ??= []).Count < MostLinks) others.Add(new(pending.Origin));
        }

        if (parent == default) return null;
        return LiveChatTrace.Source.StartActivity("log commit", ActivityKind.Internal, parent, tags: null, others)?.SetTag("livechat.appends", group.Length);
    }
}
