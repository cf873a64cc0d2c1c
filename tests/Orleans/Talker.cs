using System.Diagnostics;
using LiveChat.Crash;
using LiveChat.Tests;

namespace LiveChat.Clusters;

/// <summary>
/// Somebody who talks in a session as our clients do: a line that was not acknowledged is sent again under its id, to
/// whichever front answers; and remembers how long each took.
/// </summary>
public sealed class Talker(Func<Uri[]> fronts, string token, Guid sessionId) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] TryAgain = ["OVERLOADED", "TIMEOUT", "STORE_UNAVAILABLE", "INTERNAL"];

    private HubClient? _hub;
    private int _front = Random.Shared.Next(16);

    public Guid SessionId => sessionId;

    public string Token => token;

    /// <summary>What was acknowledged, by client id, with its number.</summary>
    public Dictionary<string, long> Acknowledged { get; } = new(StringComparer.Ordinal);

    /// <summary>The longest that a line took until it was acknowledged, retries and all.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>Why it had to be said again, and how often.</summary>
    public Dictionary<string, int> Setbacks { get; } = new(StringComparer.Ordinal);

    /// <summary>Says one line after another until told to stop.</summary>
    public async Task TalkUntil(CancellationToken stop, TimeSpan between)
    {
        while (!stop.IsCancellationRequested)
        {
            await Say($"line {Acknowledged.Count} 你好");
            await Task.Delay(between);
        }
    }

    /// <summary>Says a line, however often that takes.</summary>
    public async Task<long> Say(string content)
    {
        var clientId = Guid.CreateVersion7().ToString();
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                _hub ??= await Enter();
                var receipt = await _hub.Say(sessionId, content, clientId);
                var took = Stopwatch.GetElapsedTime(since);
                if (took > Longest) Longest = took;
                return Acknowledged[clientId] = receipt.GetProperty("seq").GetInt64();
            }
            catch (HubRefusal refusal) when (TryAgain.Contains(refusal.Code) && Stopwatch.GetElapsedTime(since) < Patience)
            {
                Setbacks[refusal.Message] = Setbacks.GetValueOrDefault(refusal.Message) + 1;
                await Task.Delay(Pause);
            }
            catch (Exception broken) when (broken is HubGone or System.Net.WebSockets.WebSocketException or TimeoutException && Stopwatch.GetElapsedTime(since) < Patience)
            {
                Setbacks[broken.Message] = Setbacks.GetValueOrDefault(broken.Message) + 1;
                await Leave();
                await Task.Delay(Pause);
            }
        }
    }

    /// <summary>Goes to the next front.</summary>
    public async Task Move()
    {
        await Leave();
        _front++;
        _hub = await Enter();
    }

    /// <summary>The connection; made when there is none.</summary>
    public async Task<HubClient> Hub() => _hub ??= await Enter();

    /// <summary>Checks the session's log against what was acknowledged.</summary>
    public async Task Check()
    {
        using var api = new ChatApi(fronts()[0]);
        var history = await api.History(token, sessionId);
        history.Where((message, index) => message.Seq != index + 1).Should().BeEmpty("sequence numbers have no gaps");
        var stored = history.Where(message => message.ClientMessageId is not null).ToDictionary(message => message.ClientMessageId!, message => message.Seq);
        Acknowledged.Where(each => stored.GetValueOrDefault(each.Key) != each.Value).Should().BeEmpty("what was acknowledged stands in the log, once, where the receipt said");
    }

    public async ValueTask DisposeAsync() => await Leave();

    private async Task<HubClient> Enter()
    {
        var open = fronts();
        var hub = await HubClient.Connect(open[_front % open.Length], token);
        try
        {
            await hub.Join(sessionId);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    private async Task Leave()
    {
        if (_hub is { } hub) await hub.DisposeAsync();
        _hub = null;
        _front++;
    }
}
