using Orleans.Concurrency;

namespace LiveChat.Accounts;

/// <inheritdoc cref="IRevocations"/>
[StatelessWorker]
public sealed class Revocations(IAccountStore accounts) : Grain, IRevocations
{
    /// <inheritdoc/>
    public Task<AccessRevoked[]> Since(DateTimeOffset since) => accounts.RevokedSince(since, CancellationToken.None);
}
