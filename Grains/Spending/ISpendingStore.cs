namespace LiveChat.Spending;

/// <summary>The stored spending, a row for each day and person and one for each day.</summary>
/// <remarks>Every method may throw <see cref="StoreUnavailableException"/>.</remarks>
public interface ISpendingStore
{
    /// <summary>What all together have spent on a day.</summary>
    /// <param name="day">The day, as <c>20261120</c>.</param>
    /// <param name="token">Cancels.</param>
    Task<long> Total(int day, CancellationToken token);

    /// <summary>What one person has spent on a day.</summary>
    Task<long> Of(int day, string userId, CancellationToken token);

    /// <summary>Adds what was spent, for each and for all together, in one transaction, and forgets days before another.</summary>
    /// <returns>What all together, and each of these, have spent on that day now, whoever added it.</returns>
    Task<StoredSpending> Add(int day, SpentTokens[] spent, int forgetBefore, CancellationToken token);
}

/// <summary>What somebody spent; the empty id for nobody in particular.</summary>
public readonly record struct SpentTokens(string UserId, long Tokens);

/// <summary>How a day stands after something was added.</summary>
/// <param name="Total">For all together.</param>
/// <param name="Users">For each of those who were named.</param>
public sealed record StoredSpending(long Total, SpentTokens[] Users);
