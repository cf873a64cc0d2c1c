using System.Diagnostics.Metrics;
using System.Net;
using System.Text.Json;
using LiveChat.Metrics;
using LiveChat.Tests;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Tests.Fronts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.WebFront.Tests.Realtime;

public class OverloadTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task What_cannot_be_taken_is_refused_on_every_way_in_and_stored_once_when_it_is_sent_again()
    {
        await using var front = await RunningFront.Start(
            "--Overload:AlwaysTaken", "2", "--Overload:LongestWait", "00:00:00.050", "--Storage:LockTimeout", "00:00:40", "--Storage:CommandTimeout", "00:01:00");
        var (one, other) = (await front.Visitor("One"), await front.Visitor("Other"));
        var sessionId = await one.Direct(other);
        await using var hub = await one.Connect();
        await hub.Join(sessionId);
        using var plain = await Plain.Connect(front, other, sessionId);
        await plain.Next("system");
        var gate = front.Services.GetRequiredService<SendGate>();
        using var refusals = new Refusals();

        Task<JsonElement>[] taken;
        await using (await HoldWrites(front))
        {
            taken = [hub.Say(sessionId, "1", "c1"), hub.Say(sessionId, "2", "c2")];
            await Until(() => gate.Refuse(null) is not null);

            var byHub = () => hub.Say(sessionId, "3", "c3");
            (await byHub.Should().ThrowAsync<HubRefusal>()).Which.Code.Should().Be("OVERLOADED");
            using var byRest = await Post("c4");
            byRest.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            byRest.Headers.RetryAfter!.Delta.Should().BePositive();
            (await RunningFront.Read(byRest)).GetProperty("code").GetString().Should().Be("OVERLOADED");
            await plain.Send(Frame("c5"));
            (await plain.Next("error")).GetProperty("error_code").GetString().Should().Be("OVERLOADED");
            taken.Should().AllSatisfy(answer => answer.IsCompleted.Should().BeFalse());
        }

        foreach (var answer in taken) (await answer.WaitAsync(Patience)).GetProperty("durable").GetBoolean().Should().BeTrue();
        refusals.Surfaces.Should().Contain(["hub", "plain", "rest"]);
        await Until(() => gate.UnderWay == 0);

        (await hub.Say(sessionId, "3", "c3")).GetProperty("duplicate").GetBoolean().Should().BeFalse("nothing was stored");
        (await hub.Say(sessionId, "3", "c3")).GetProperty("duplicate").GetBoolean().Should().BeTrue();
        using var again = await Post("c4");
        again.StatusCode.Should().Be(HttpStatusCode.OK);
        await plain.Send(Frame("c5"));
        (await plain.Next("ack")).GetProperty("seq").GetInt64().Should().Be(5);
        var history = await one.Ask(HttpMethod.Get, $"/api/chat/session/{sessionId}/history");
        history.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("clientMessageId").GetString()).Should().Equal("c1", "c2", "c3", "c4", "c5");

        Task<HttpResponseMessage> Post(string clientMessageId) =>
            one.Send(HttpMethod.Post, "/api/chat/message", new { sessionId, clientMessageId, content = "by REST" });

        object Frame(string clientMessageId) => new { type = "user_message", session_id = sessionId, message = "plain", client_message_id = clientMessageId };
    }

    /// <summary>Nobody else writes to the front's database until this is disposed.</summary>
    private static async Task<IAsyncDisposable> HoldWrites(RunningFront front)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(front.Data, "livechat.db")};Pooling=false;Default Timeout=30");
        await connection.OpenAsync();
        // Rolled back with the connection.
        connection.BeginTransaction();
        return connection;
    }

    private static async Task Until(Func<bool> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!holds()) await Task.Delay(5, patience.Token);
    }

    /// <summary>Where refusals for overload were counted.</summary>
    private sealed class Refusals : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly HashSet<string> _surfaces = new(StringComparer.Ordinal);

        public Refusals()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == LiveChatMeter.Name && instrument.Name == "livechat.refusals") listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, tags, _) =>
            {
                if ((string?)tags[0].Value != "OVERLOADED") return;
                lock (_surfaces) _surfaces.Add((string)tags[1].Value!);
            });
            _listener.Start();
        }

        public string[] Surfaces
        {
            get { lock (_surfaces) return [.. _surfaces]; }
        }

        public void Dispose() => _listener.Dispose();
    }
}
