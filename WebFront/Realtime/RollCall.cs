using LiveChat.Presence;
using LiveChat.Silo.Hosting;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Realtime;

/// <summary>
/// Repeats to presence who is connected here. Presence lives in memory: what went with a silo comes back with this, at once
/// when the front saw the silo go, else within a lease's time. Some of them each second, so that it is never a storm.
/// </summary>
internal sealed partial class RollCall : BackgroundService
{
    private const int CallsAtOnce = 16;
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(2);

    private readonly Sockets _sockets;
    private readonly ClusterNews _news;
    private readonly TimeProvider _clock;
    private readonly ILogger<RollCall> _log;
    private readonly uint _turns;
    private readonly Lock _gate = new();
    private HashSet<Socket> _unheard = [];
    private Task? _loss;

    public RollCall(Sockets sockets, ClusterNews news, IOptions<PresenceOptions> options, TimeProvider clock, ILogger<RollCall> log)
    {
        (_sockets, _news, _clock, _log, _loss) = (sockets, news, clock, log, news.NextLoss);
        _turns = (uint)Math.Max(1, Math.Round(options.Value.LeaseTime / Tick));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, _clock);
        try
        {
            for (var turn = 0u; await timer.WaitForNextTickAsync(stoppingToken); turn = (turn + 1) % _turns) await Call(turn, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The process ends, and the lease with it.
        }
    }

    private async Task Call(uint turn, CancellationToken token)
    {
        var callsAll = _loss is { IsCompleted: true };
        if (callsAll) _loss = _news.NextLoss;
        var unheard = _unheard;
        _unheard = [];
        var due = _sockets.All().Where(socket => callsAll || unheard.Contains(socket) || TurnOf(socket) == turn);
        var bounds = new ParallelOptions { MaxDegreeOfParallelism = CallsAtOnce, CancellationToken = token };
        await Parallel.ForEachAsync(_sockets.Departed(), bounds, (socket, _) => new(_sockets.Depart(socket)));
        await Parallel.ForEachAsync(due, bounds, Keep);
    }

    private async ValueTask Keep(Socket socket, CancellationToken token)
    {
        try
        {
            await _sockets.Keep(socket).WaitAsync(LongestCall, _clock, token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Its silo is gone or does not answer: called again at the next tick, until another has it.
            lock (_gate) _unheard.Add(socket);
            LogUnheard(e, socket.Caller.UserId);
        }
    }

    private uint TurnOf(Socket socket) => (uint)StringComparer.Ordinal.GetHashCode(socket.Id) % _turns;

    [LoggerMessage(1, LogLevel.Debug, "Presence could not be told that {UserId} is still here; it is tried again")]
    private partial void LogUnheard(Exception error, string userId);
}
