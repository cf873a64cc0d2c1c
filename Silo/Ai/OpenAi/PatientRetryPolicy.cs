using System.ClientModel.Primitives;
using System.Globalization;

namespace LiveChat.Silo.Ai.OpenAi;

/// <summary>
/// Asks again after 429, 5xx and broken connections, as late as the endpoint wishes (<c>Retry-After</c>), but never later than
/// an answer may begin: then the failure is reported at once, while there is still time for another to answer.
/// </summary>
/// <param name="retries">How often at most.</param>
/// <param name="limit">How long after the first attempt the last may begin.</param>
/// <param name="clock">The time.</param>
internal sealed class PatientRetryPolicy(int retries, TimeSpan limit, TimeProvider clock) : ClientRetryPolicy(retries)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);

    protected override void OnSendingRequest(PipelineMessage message) => Start(message);

    protected override ValueTask OnSendingRequestAsync(PipelineMessage message)
    {
        Start(message);
        return ValueTask.CompletedTask;
    }

    protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => base.ShouldRetry(message, exception) && InTime(message);

    protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) =>
        await base.ShouldRetryAsync(message, exception) && InTime(message);

    protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount) =>
        Wished(message) ?? FirstDelay * Math.Pow(2, Math.Max(0, tryCount - 1));

    protected override Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, clock, cancellationToken);

    private void Start(PipelineMessage message)
    {
        if (!message.TryGetProperty(typeof(PatientRetryPolicy), out _)) message.SetProperty(typeof(PatientRetryPolicy), clock.GetTimestamp());
    }

    private bool InTime(PipelineMessage message)
    {
        var elapsed = message.TryGetProperty(typeof(PatientRetryPolicy), out var start) ? clock.GetElapsedTime((long)start!) : TimeSpan.Zero;
        return elapsed + (Wished(message) ?? FirstDelay) < limit;
    }

    private TimeSpan? Wished(PipelineMessage message)
    {
        if (message.Response is not { } response) return null;
        if (Header("retry-after-ms") is { } milliseconds && Number(milliseconds) is { } ms) return TimeSpan.FromMilliseconds(ms);
        if (Header("Retry-After") is not { } after) return null;
        if (Number(after) is { } seconds) return TimeSpan.FromSeconds(seconds);
        if (!DateTimeOffset.TryParse(after, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)) return null;
        var wait = date - clock.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;

        string? Header(string name) => response.Headers.TryGetValue(name, out var value) ? value : null;
    }

    // A wish of more than a day is as good as a day's: never in time.
    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, 86_400_000) : null;
}
