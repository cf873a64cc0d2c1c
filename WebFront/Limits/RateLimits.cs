using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Limits;

/// <summary>What is limited, and for whom. Each answers null, or after how long to come back.</summary>
internal sealed class RateLimits(IOptions<RateLimitOptions> options, TimeProvider clock)
{
    private readonly RateLimitOptions _options = options.Value;
    private readonly Buckets _sendsPerUser = new(options.Value.SendsPerUser, clock);
    private readonly Buckets _sendsPerAddress = new(options.Value.SendsPerAddress, clock);
    private readonly Buckets _uploadsPerUser = new(options.Value.UploadsPerUser, clock);
    private readonly Buckets _uploadsPerAddress = new(options.Value.UploadsPerAddress, clock);
    private readonly Buckets _joinsPerUser = new(options.Value.JoinsPerUser, clock);
    private readonly Buckets _searchesPerUser = new(options.Value.SearchesPerUser, clock);
    private readonly Buckets _requestsPerAddress = new(options.Value.RequestsPerAddress, clock);
    private readonly Buckets _loginsPerAddress = new(options.Value.LoginsPerAddress, clock);
    private readonly Buckets _loginsPerName = new(options.Value.LoginsPerName, clock);
    private readonly Buckets _visitorsPerAddress = new(options.Value.VisitorsPerAddress, clock);

    public TimeSpan? Request(string address) => Take(_requestsPerAddress, address);

    public TimeSpan? Login(string address) => Take(_loginsPerAddress, address);

    public TimeSpan? LoginName(string userName) => Take(_loginsPerName, userName);

    public TimeSpan? Visitor(string address) => Take(_visitorsPerAddress, address);

    public TimeSpan? Send(string userId, string address) => Take(_sendsPerUser, userId) ?? Take(_sendsPerAddress, address);

    public TimeSpan? Upload(string userId, string address) => Take(_uploadsPerUser, userId) ?? Take(_uploadsPerAddress, address);

    public TimeSpan? Join(string userId) => Take(_joinsPerUser, userId);

    public TimeSpan? Search(string userId) => Take(_searchesPerUser, userId);

    /// <summary>The limits of one connection; the buckets of its user and address are found once.</summary>
    public SocketLimits ForSocket(string userId, string address) => _options.Enabled
        ? new(userId, address, new(_options.CallsPerSocket, clock), _sendsPerUser.Of(userId), _sendsPerAddress.Of(address), _joinsPerUser.Of(userId))
        : new(userId, address, null, null, null, null);

    /// <summary>For counting the frames of one connection; null when limits are off.</summary>
    public Bucket? Frames() => _options.Enabled ? new(_options.FramesPerSocket, clock) : null;

    /// <summary>For counting the frames of one plain socket.</summary>
    public Bucket PlainFrames() => Frames() ?? new(new(1_000_000, 1_000_000), clock);

    private TimeSpan? Take(Buckets buckets, string key) =>
        !_options.Enabled || buckets.Of(key).TryTake(out var retryAfter) ? null : retryAfter;
}

/// <summary>The limits of one connection.</summary>
internal sealed class SocketLimits(string userId, string address, Bucket? calls, Bucket? sends, Bucket? addressSends, Bucket? joins)
{
    private int _underWay;

    public string UserId => userId;

    public string Address => address;

    /// <summary>Messages of this connection that are taken and not yet answered.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>One more is under way; answers how many are.</summary>
    public int Begin() => Interlocked.Increment(ref _underWay);

    /// <summary>One is answered.</summary>
    public void End() => Interlocked.Decrement(ref _underWay);

    public Refusal? Call() => Take(calls);

    public Refusal? Send() => Take(sends) ?? Take(addressSends);

    public Refusal? Join() => Take(joins);

    private static Refusal? Take(Bucket? bucket) =>
        bucket is null || bucket.TryTake(out var retryAfter) ? null : TooMany.After(retryAfter);
}

/// <summary>The refusal of what comes too fast; it says when to come back.</summary>
internal static class TooMany
{
    public static Refusal After(TimeSpan wait) =>
        new(RefusalCode.RateLimited, $"Too much at once. Try again in {Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))} s.");
}
