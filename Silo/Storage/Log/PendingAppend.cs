using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Tasks.Sources;
using LiveChat.Sessions;

namespace LiveChat.Silo.Storage.Log;

/// <summary>An append that waits for its commit. Pooled: whoever awaits it hands it back by taking the result.</summary>
internal sealed class PendingAppend : IValueTaskSource<AppendResult>
{
    private const int MostPooled = 4096;
    private static readonly ConcurrentQueue<PendingAppend> Pool = new();

    // The awaiting grain goes on in its own turn, never on the writer's thread.
    private ManualResetValueTaskSourceCore<AppendResult> _outcome = new() { RunContinuationsAsynchronously = true };

    private PendingAppend() { }

    public SessionAppend Append { get; private set; } = null!;

    /// <summary>The trace in which it was asked for; nothing when none is recorded.</summary>
    public ActivityContext Origin { get; private set; }

    /// <summary>Characters of text in it.</summary>
    public int Characters { get; private set; }

    public ValueTask<AppendResult> Outcome => new(this, _outcome.Version);

    public static PendingAppend Rent(SessionAppend append)
    {
        if (!Pool.TryDequeue(out var pending)) pending = new PendingAppend();
        pending.Append = append;
        pending.Origin = Activity.Current is { Recorded: true } asking ? asking.Context : default;
        pending.Characters = CharactersOf(append);
        return pending;
    }

    public void Return()
    {
        Append = null!;
        _outcome.Reset();
        if (Pool.Count < MostPooled) Pool.Enqueue(this);
    }

    public void Commit() => _outcome.SetResult(default);

    public void Repeat(Message earlier) => _outcome.SetResult(new AppendResult(earlier));

    public void Fail(Exception exception) => _outcome.SetException(exception);

    AppendResult IValueTaskSource<AppendResult>.GetResult(short token)
    {
        try
        {
            return _outcome.GetResult(token);
        }
        finally
        {
            Return();
        }
    }

    ValueTaskSourceStatus IValueTaskSource<AppendResult>.GetStatus(short token) => _outcome.GetStatus(token);

    void IValueTaskSource<AppendResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _outcome.OnCompleted(continuation, state, token, flags);

    private static int CharactersOf(SessionAppend append)
    {
        var characters = 0;
        foreach (var entry in append.Entries) characters += entry.Content.Length;
        foreach (var note in append.Notes) characters += note.Content.Length;
        return characters;
    }
}
