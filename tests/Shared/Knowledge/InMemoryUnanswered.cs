using LiveChat.Knowledge;

namespace LiveChat.Testing;

/// <summary>Questions without an answer, in memory; everybody may see them all.</summary>
public sealed class InMemoryUnanswered : IUnansweredStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, UnansweredQuestion> _questions = new(StringComparer.Ordinal);

    /// <summary>While true, the database is away.</summary>
    public bool Away { get; set; }

    public Task Record(RecordedAsking[] askings, CancellationToken token)
    {
        if (Away) throw new StoreUnavailableException("Away (by the test's wish).");
        lock (_lock)
        {
            foreach (var asking in askings)
            {
                var known = _questions.GetValueOrDefault(asking.Key) ?? new(Guid.CreateVersion7(), UnansweredState.Open, "", [], 0, asking.AskedAt, asking.AskedAt, null, []);
                _questions[asking.Key] = known with
                {
                    State = UnansweredState.Open, Times = known.Times + 1, LastAskedAt = asking.AskedAt, Languages = [.. known.Languages.Append(asking.Language).Distinct(StringComparer.Ordinal)],
                    Askings = [new(asking.SessionId, asking.Seq, null, asking.AskedAt), .. known.Askings],
                };
            }
        }
        return Task.CompletedTask;
    }

    public Task<UnansweredQuestion[]> List(UnansweredReader reader, UnansweredState state, UnansweredOrder order, int limit, CancellationToken token)
    {
        if (Away) throw new StoreUnavailableException("Away (by the test's wish).");
        lock (_lock) return Task.FromResult(_questions.Values.Where(question => question.State == state).OrderByDescending(question => question.Times).Take(limit).ToArray());
    }

    public Task<bool> Settle(UnansweredReader reader, Guid questionId, UnansweredState state, CancellationToken token)
    {
        lock (_lock)
        {
            var (key, question) = _questions.FirstOrDefault(known => known.Value.QuestionId == questionId);
            if (question is not null) _questions[key] = question with { State = state };
            return Task.FromResult(question is not null);
        }
    }

    public Task<int> Forget(DateTimeOffset before, CancellationToken token) => Task.FromResult(0);
}
