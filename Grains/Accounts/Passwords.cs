using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace LiveChat.Accounts;

/// <summary>Hashes and checks passwords away from the grains' turns, a few at a time: hashing is slow on purpose.</summary>
public sealed class Passwords(IOptions<AccountOptions> options) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _slots = new(options.Value.HashesAtOnce is > 0 and var n ? n : Math.Max(1, Environment.ProcessorCount / 2));
    private readonly PasswordHasher<string> _hasher = new();

    // An unknown name is checked against this one, so that it takes as long to refuse as a wrong password.
    private readonly Lazy<string> _nobody = new(() => new PasswordHasher<string>().HashPassword("", Guid.CreateVersion7().ToString()));

    /// <summary>The hash to store. Null when too many are being computed: try again.</summary>
    public Task<string?> Hash(string userName, string password) =>
        InSlot<string?>(() => _hasher.HashPassword(userName, password), null);

    /// <summary>Whether the password is the one hashed; false for a null hash, after the same work. Null when too many are being computed.</summary>
    public Task<bool?> Matches(string userName, string? hash, string password) => InSlot<bool?>(
        () => _hasher.VerifyHashedPassword(userName, hash ?? _nobody.Value, password) != PasswordVerificationResult.Failed && hash is not null, null);

    public void Dispose() => _slots.Dispose();

    private async Task<T> InSlot<T>(Func<T> work, T whenBusy)
    {
        if (!await _slots.WaitAsync(LongestWait)) return whenBusy;
        try
        {
            return await Task.Run(work);
        }
        finally
        {
            _slots.Release();
        }
    }
}
