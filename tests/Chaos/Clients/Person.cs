using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using LiveChat.Load.Wire;

namespace LiveChat.Chaos.Clients;

/// <summary>
/// Somebody with a page open: comes back whenever the connection is lost, resumes each session after what they have, and asks
/// for what is missing, as our pages do.
/// </summary>
internal sealed partial class Person(string name, Identity identity, Uri door, Api api, Ledger ledger) : IAsyncDisposable
{
    private const int FirstMs = 500;
    private const int SoonTries = 10;
    private const int SoonMs = 1000;
    private const int MostMs = 15_000;
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Guid, View> _views = new();
    private readonly ConcurrentDictionary<Guid, bool> _asking = new();
    private volatile HubSocket? _line;
    private volatile string? _token;
    private volatile bool _isHere;
    private long _arrivedAt;
    private Task _living = Task.CompletedTask;

    public string Name => name;

    /// <summary>Their id; known once they have signed in.</summary>
    public string UserId { get; private set; } = "";

    /// <summary>What broke a promise to them, seen where nobody could be told.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    /// <summary>Each session that they have open.</summary>
    public IReadOnlyDictionary<Guid, View> Views => _views;

    /// <summary>Called for each event. Must not block.</summary>
    public Action<string, JsonElement>? OnEvent { get; set; }

    /// <summary>Called each time that the connection stands.</summary>
    public Func<Task>? OnArrival { get; set; }

    /// <summary>Signs in and comes, and from then on comes back.</summary>
    public async Task Come()
    {
        await Token();
        _living = Live();
    }

    /// <summary>A token that was good when it was given.</summary>
    public async Task<string> Token()
    {
        if (_token is { } token) return token;
        (token, UserId) = await identity.SignIn(api);
        _token = token;
        return token;
    }

    /// <summary>Makes a REST call with a token; one that does not hold any more is given up, so that the next call signs in anew.</summary>
    public async Task<T> Signed<T>(Func<string, Task<T>> call)
    {
        try
        {
            return await call(await Token());
        }
        catch (Refused refused) when (refused.Code == "UNAUTHENTICATED")
        {
            _token = null;
            throw;
        }
    }

    /// <summary>Opens a session: joins it now if the connection stands, and whenever it stands again.</summary>
    public View Open(Guid sessionId)
    {
        var view = _views.GetOrAdd(sessionId, _ => new());
        if (_line is { } line) _ = Quietly(() => JoinWhileItStands(line, sessionId, view));
        return view;
    }

    /// <summary>Does not look at a session any more.</summary>
    public void Shut(Guid sessionId) => _views.TryRemove(sessionId, out _);

    /// <summary>How long after a moment they were back: connected, in all their sessions, with nothing missing.</summary>
    /// <param name="moment">By the stopwatch.</param>
    /// <param name="patience">After which it fails.</param>
    public async Task<TimeSpan> BackSince(long moment, TimeSpan patience)
    {
        while (Stopwatch.GetElapsedTime(moment) < patience)
        {
            if (Interlocked.Read(ref _arrivedAt) is var arrived && arrived > moment) return Stopwatch.GetElapsedTime(moment, arrived);
            if (_isHere && _line is { } line && _views.FirstOrDefault() is { Value: { } view } any && await Answers(line, any.Key, view)) return Stopwatch.GetElapsedTime(moment);
            await Task.Delay(20);
        }

        throw new Violation($"{name} was not back {patience.TotalSeconds:F0} s after the server was ready");
    }

    /// <summary>Invokes a hub method; a connection that does not answer in time is given up.</summary>
    public async Task<JsonElement> Invoke(string method, params object?[] arguments)
    {
        var line = _line ?? throw new IOException("There is no connection.");
        return await Invoke(line, method, arguments);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _line?.Dispose();
        await _living;
        _end.Dispose();
    }

    private async Task Live()
    {
        for (var attempt = 0; !_end.IsCancellationRequested; attempt++)
        {
            try
            {
                if (attempt > 0) await Task.Delay(PauseBefore(attempt), _end.Token);
                if (await Hold() > Stable) attempt = 0;
            }
            catch (Exception e) when (Refused.IsPassing(e))
            {
                if (e is Refused { Code: "UNAUTHENTICATED" } || e.Message.Contains(" 401", StringComparison.Ordinal)) _token = null;
            }
            catch (Exception e)
            {
                // Whatever it is, the round must hear of it and this loop must go on.
                Complaints.Enqueue($"{name} could not come: {e}");
            }
        }
    }

    // As our pages do: soon while a restart may take, then less and less often, and jittered.
    private static TimeSpan PauseBefore(int attempt)
    {
        var soon = Math.Min(SoonMs, FirstMs * attempt);
        var whole = Math.Min(MostMs, soon * Math.Pow(2, Math.Clamp(attempt - SoonTries, 0, 10)));
        return TimeSpan.FromMilliseconds(whole * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    /// <summary>Connects, resumes, and stays until the connection is lost; answers for how long it stood.</summary>
    private async Task<TimeSpan> Hold()
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        patience.CancelAfter(CallTimeout);
        using var line = await HubSocket.Connect(door, "/hubs/chat", await Token(), patience.Token);
        var since = Stopwatch.GetTimestamp();
        line.OnRecord = (_, record) => Hear(record);
        _line = line;
        try
        {
            foreach (var (sessionId, view) in _views) await Join(line, sessionId, view);
            Interlocked.Exchange(ref _arrivedAt, Stopwatch.GetTimestamp());
            _isHere = true;
            if (OnArrival is { } arrived) _ = Quietly(arrived);
            await line.Closed.WaitAsync(_end.Token);
        }
        finally
        {
            (_isHere, _line) = (false, null);
        }

        return Stopwatch.GetElapsedTime(since);
    }

    // The next connection joins anew by itself.
    private async Task JoinWhileItStands(HubSocket line, Guid sessionId, View view)
    {
        while (_line == line && !_end.IsCancellationRequested)
        {
            try
            {
                await Join(line, sessionId, view);
                return;
            }
            catch (Exception e) when (Refused.IsPassing(e))
            {
                await Task.Delay(RetryPause, _end.Token);
            }
        }
    }

    private async Task Join(HubSocket line, Guid sessionId, View view)
    {
        try
        {
            var answer = await Invoke(line, "Join", [sessionId, view.Last]);
            Read(view, answer);
        }
        catch (Refused gone) when (gone.Code is "NOT_FOUND" or "FORBIDDEN")
        {
            Shut(sessionId); // who may not read it any more does not look at it
            return;
        }

        await Fill(sessionId, view);
    }

    /// <summary>What joining answers.</summary>
    public static void Read(View view, JsonElement joined)
    {
        foreach (var message in joined.GetProperty("messages").EnumerateArray()) view.Take(Entry.From(message));
        view.Expect(joined.GetProperty("lastSeq").GetInt64());
    }

    private async Task<bool> Answers(HubSocket line, Guid sessionId, View view)
    {
        try
        {
            Read(view, await Invoke(line, "Join", [sessionId, view.Last]));
            return !view.HasGap;
        }
        catch (Exception e) when (Refused.IsPassing(e) || e is Refused)
        {
            return false;
        }
    }

    private async Task<JsonElement> Invoke(HubSocket line, string method, object?[] arguments)
    {
        string record;
        try
        {
            record = await line.Invoke(method, JsonSerializer.Serialize(arguments, JsonSerializerOptions.Web), CallTimeout);
        }
        catch (TimeoutException)
        {
            line.Dispose(); // who does not answer is not there: better to come anew
            throw;
        }

        using var completion = JsonDocument.Parse(record);
        if (completion.RootElement.TryGetProperty("error", out var error))
        {
            var refused = Refused.FromHub(error.GetString()!);
            ledger.Count(refused);
            throw refused;
        }

        return completion.RootElement.TryGetProperty("result", out var result) ? result.Clone() : default;
    }
}
