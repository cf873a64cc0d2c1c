namespace LiveChat.Knowledge;

/// <summary>The stored questions without an answer. The text of a question is read from the session's log each time.</summary>
public interface IUnansweredStore
{
    /// <summary>
    /// Records askings: a question that is known is counted, and opened again if somebody had dealt with it. What was
    /// recorded before is not counted twice.
    /// </summary>
    Task Record(RecordedAsking[] askings, CancellationToken token);

    /// <summary>Questions of a state that the reader may see, the first of the order.</summary>
    Task<UnansweredQuestion[]> List(UnansweredReader reader, UnansweredState state, UnansweredOrder order, int limit, CancellationToken token);

    /// <summary>Changes a question's state; false when there is none that the reader may see.</summary>
    Task<bool> Settle(UnansweredReader reader, Guid questionId, UnansweredState state, CancellationToken token);

    /// <summary>Lets go of what was asked last before a time and has no article.</summary>
    Task<int> Forget(DateTimeOffset before, CancellationToken token);
}

/// <summary>An asking as it is kept.</summary>
/// <param name="Key">What asks the same has the same.</param>
/// <param name="Language">In which language.</param>
/// <param name="SessionId">The session.</param>
/// <param name="Seq">The entry.</param>
/// <param name="AskedAt">When.</param>
public sealed record RecordedAsking(string Key, string Language, Guid SessionId, long Seq, DateTimeOffset AskedAt);

/// <summary>Who reads: an admin all, an agent what was asked at the own desks and at none.</summary>
/// <param name="SeesAll">An admin.</param>
/// <param name="Desks">The own desks.</param>
public sealed record UnansweredReader(bool SeesAll, string[] Desks)
{
    /// <summary>What the caller may see.</summary>
    public static UnansweredReader Of(Caller caller) => new(caller.Role is UserRole.Admin, caller.Desks);
}
