using System.Collections.Concurrent;
using LiveChat.Accounts;
using LiveChat.WebFront.Realtime;
using LiveChat.WebFront.Wire;
using Microsoft.Extensions.Options;
using Orleans.Streams;

namespace LiveChat.WebFront.Auth;

/// <summary>
/// Access tokens that hold no more before they expire, for what their user may do has changed. It hears of them by the
/// stream, closes the user's sockets at once, and asks from time to time for what the stream lost.
/// </summary>
internal sealed partial class RevokedTokens(
    IClusterClient cluster, Sockets sockets, IOptions<AuthOptions> options, TimeProvider clock, ILogger<RevokedTokens> log) : BackgroundService
{
    /// <summary>The answer to whoever has such a token.</summary>
    public static readonly Refusal Refusal = new(RefusalCode.Unauthenticated, "Your access has changed. Sign in again.");

    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    // How far the clocks of silos may differ, and what was still being written when we asked.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (long Epoch, DateTimeOffset LearnedAt)> _revoked = new(StringComparer.Ordinal);
    private StreamSubscriptionHandle<AccessRevoked>? _subscription;
    private DateTimeOffset _askedAt;

    private TimeSpan LongestToken => TimeSpan.FromSeconds(options.Value.AccessTokenSeconds + (2 * options.Value.ClockSkewSeconds)) + Overlap;

    /// <summary>Whether the caller's token still holds.</summary>
    public bool Hold(CallerIdentity identity) =>
        !_revoked.TryGetValue(identity.Caller.UserId, out var revoked) || identity.Epoch >= revoked.Epoch;

    /// <summary>Learns of it once, and closes the user's sockets here.</summary>
    public void Learn(AccessRevoked access)
    {
        var known = _revoked.TryGetValue(access.UserId, out var revoked) ? revoked.Epoch : -1;
        if (access.Epoch <= known) return;
        _revoked[access.UserId] = (access.Epoch, clock.GetUtcNow());
        foreach (var socket in sockets.All().Where(socket => socket.Caller.UserId == access.UserId)) _ = Close(socket);
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Known before the first request comes, so that a restart gives nobody their access back.
        _askedAt = clock.GetUtcNow() - LongestToken;
        await Look();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(AskEvery, clock);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await Look();
            Forget();
        }
    }

    private async Task Look()
    {
        var now = clock.GetUtcNow();
        try
        {
            _subscription ??= await Subscribe().WaitAsync(LongestAnswer, clock);
            var revoked = await cluster.GetGrain<IRevocations>(IUserAdmin.All).Since(_askedAt - Overlap).WaitAsync(LongestAnswer, clock);
            foreach (var access in revoked) Learn(access);
            _askedAt = now;
        }
        catch (Exception e)
        {
            // Whatever it was, the next look asks for all since the last that succeeded.
            LogLookFailed(e);
        }
    }

    private Task<StreamSubscriptionHandle<AccessRevoked>> Subscribe() =>
        cluster.GetStreamProvider(StreamNames.Provider).GetStream<AccessRevoked>(StreamNames.Revocations).SubscribeAsync((access, _) =>
        {
            Learn(access);
            return Task.CompletedTask;
        });

    /// <summary>Tokens that have expired meanwhile need no entry.</summary>
    private void Forget()
    {
        foreach (var (userId, revoked) in _revoked)
        {
            if (clock.GetUtcNow() - revoked.LearnedAt > LongestToken) _revoked.TryRemove(new(userId, revoked));
        }
    }

    private async Task Close(Socket socket)
    {
        socket.Push(new Frame(HubFrames.System("ACCESS_CHANGED", Refusal.Reason), PlainFrames.System("ACCESS_CHANGED", Refusal.Reason)));
        try
        {
            await socket.End().WaitAsync(LongestAnswer, clock);
        }
        catch (Exception e)
        {
            // Who does not read is cut off all the same.
            LogCutOff(e, socket.Caller.UserId);
        }
        socket.Abort();
    }

    [LoggerMessage(1, LogLevel.Warning, "Could not ask whose access has changed; it is asked again")]
    private partial void LogLookFailed(Exception error);

    [LoggerMessage(2, LogLevel.Debug, "A socket of {UserId} is cut off")]
    private partial void LogCutOff(Exception error, string userId);
}
