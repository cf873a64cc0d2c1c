using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Knowledge;

/// <inheritdoc cref="IUnanswered"/>
/// <remarks>What is recorded waits a moment and is written together, so that a rush of questions costs the database little.</remarks>
public sealed partial class UnansweredQuestions(IUnansweredStore store, TimeProvider clock, IOptions<KnowledgeOptions> options, ILogger<UnansweredQuestions> logger) : Grain, IUnanswered
{
    private const int MostWaiting = 1_000;
    private const int Together = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Tidying = TimeSpan.FromHours(6);

    private readonly Queue<RecordedAsking> _waiting = new();
    private IGrainTimer? _timer;
    private long? _tidied;

    public Task Record(Asking asking)
    {
        if (_waiting.Count >= MostWaiting) LogLeftOut(asking.SessionId);
        else _waiting.Enqueue(new(KeyOf(asking.Question), Language.Of(asking.Question) ?? Language.Traditional, asking.SessionId, asking.Seq, clock.GetUtcNow()));
        _timer ??= this.RegisterGrainTimer(Write, new GrainTimerCreationOptions { DueTime = Pause, Period = Pause, KeepAlive = true });
        return Task.CompletedTask;
    }

    public Task<Outcome<UnansweredList>> List(Caller caller, UnansweredState state, UnansweredOrder order, int limit) => OrAway<Outcome<UnansweredList>>(async () =>
    {
        if (KnowledgeRules.Refuse(caller) is { } refusal) return refusal;
        if (limit is < 1 or > UnansweredList.Most) return new Refusal(RefusalCode.Invalid, $"limit is 1 to {UnansweredList.Most}.");
        if (!Enum.IsDefined(state) || !Enum.IsDefined(order)) return new Refusal(RefusalCode.Invalid, "state is open, answered or dismissed; order is often or lately.");
        return new UnansweredList(await store.List(UnansweredReader.Of(caller), state, order, limit, CancellationToken.None));
    }, refusal => refusal);

    public Task<Refusal?> Settle(Caller caller, Guid questionId, UnansweredState state) => OrAway<Refusal?>(async () =>
    {
        if (KnowledgeRules.Refuse(caller) is { } refusal) return refusal;
        if (state is not (UnansweredState.Open or UnansweredState.Dismissed)) return new(RefusalCode.Invalid, "state is open or dismissed: what an article answers is closed by writing it.");
        return await store.Settle(UnansweredReader.Of(caller), questionId, state, CancellationToken.None) ? null : new(RefusalCode.NotFound, "There is no such question.");
    }, refusal => refusal);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        while (_waiting.Count > 0 && await WriteSome(cancellationToken)) { }
    }

    /// <summary>What asks the same: the same terms, in whatever order and form; of what has none, the same text.</summary>
    internal static string KeyOf(string question)
    {
        string[] terms = [.. TextFeatures.Of(question).Take(ArticleFinder.MostQueryTerms).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var text = terms.Length > 0 ? string.Join(' ', terms) : Search.FoldedText.Of(question.Trim()).Text;
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    private async Task Write(CancellationToken token)
    {
        if (_waiting.Count > 0 && !await WriteSome(token)) return;
        if (_waiting.Count > 0) return;
        _timer?.Dispose();
        _timer = null;
        await Tidy(token);
    }

    private async Task<bool> WriteSome(CancellationToken token)
    {
        RecordedAsking[] some = [.. _waiting.Take(Together)];
        try
        {
            await store.Record(some, token);
            for (var written = 0; written < some.Length; written++) _waiting.Dequeue();
            return true;
        }
        catch (StoreUnavailableException e)
        {
            // They wait on, as many as there is room for.
            LogAway(e);
            return false;
        }
    }

    private async Task Tidy(CancellationToken token)
    {
        if (_tidied is { } last && clock.GetElapsedTime(last) < Tidying) return;
        _tidied = clock.GetTimestamp();
        try
        {
            await store.Forget(clock.GetUtcNow().AddDays(-options.Value.UnansweredDays), token);
        }
        catch (StoreUnavailableException e)
        {
            LogAway(e);
        }
    }

    private async Task<T> OrAway<T>(Func<Task<T>> deed, Func<Refusal, T> refused)
    {
        try
        {
            return await deed();
        }
        catch (StoreUnavailableException e)
        {
            LogAway(e);
            return refused(new(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds."));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Too many questions without an answer wait to be recorded; one of session {SessionId} is left out")]
    private partial void LogLeftOut(Guid sessionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The questions without an answer cannot be read or written now")]
    private partial void LogAway(Exception e);
}
