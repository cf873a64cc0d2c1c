using System.Net;
using LiveChat.Testing;
using LiveChat.WebFront.Endpoints;
using LiveChat.WebFront.Realtime;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.WebFront.Tests.Fronts;

/// <summary>What load balancers go by: ready is false while the server stops or has no database; alive it is all the same.</summary>
public sealed class HealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Who_stops_is_not_ready_any_more()
    {
        await using var front = await RunningFront.Start();
        (await Ask(front, "ready")).Should().Be(HttpStatusCode.OK);
        front.Services.GetRequiredService<Draining>().Begin();
        (await Ask(front, "ready")).Should().Be(HttpStatusCode.ServiceUnavailable);
        (await Ask(front, "live")).Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_has_no_database_is_not_ready_until_it_is_back()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var front = await RunningFront.Start("--Storage:Provider", "PostgreSql", "--ConnectionStrings:LiveChat", await postgres.CreateDatabaseAsync());
        (await Ask(front, "ready")).Should().Be(HttpStatusCode.OK);
        var clock = new ManualTime();
        var onSetClock = new Readiness(front.Services.GetRequiredService<IGrainFactory>(), front.Services.GetRequiredService<Draining>(), clock);
        (await onSetClock.WhyNot()).Should().BeNull();

        await postgres.CrashAsync();
        await Until(front, HttpStatusCode.ServiceUnavailable);
        clock.Advance(-TimeSpan.FromHours(1));
        using var patience = new CancellationTokenSource(Patience);
        while (await onSetClock.WhyNot() is null) patience.Token.ThrowIfCancellationRequested(); // an answer from later than now is old all the same
        (await Ask(front, "live")).Should().Be(HttpStatusCode.OK);
        await postgres.RestartAsync();
        await Until(front, HttpStatusCode.OK);
    }

    // An answer is good for a second: it is asked until it turns.
    private static async Task Until(RunningFront front, HttpStatusCode code)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await Ask(front, "ready") != code) patience.Token.ThrowIfCancellationRequested();
    }

    private static async Task<HttpStatusCode> Ask(RunningFront front, string what)
    {
        using var answer = await front.Http.GetAsync($"/health/{what}");
        return answer.StatusCode;
    }
}
