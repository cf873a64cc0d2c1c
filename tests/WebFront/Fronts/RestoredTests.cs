using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LiveChat.Silo.Commands;
using LiveChat.Tests;

namespace LiveChat.WebFront.Tests.Fronts;

/// <summary>A server that was restored from a backup tells those who have seen more, on the hub and on the plain WebSocket.</summary>
public sealed class RestoredTests
{
    [Fact]
    public async Task Who_has_seen_more_than_was_restored_learns_it_on_joining()
    {
        await using var first = await RunningFront.Start();
        var (one, other) = (await first.Visitor(), await first.Visitor());
        var sessionId = await one.Direct(other);
        await using (var hub = await one.Connect())
        {
            (await hub.Join(sessionId)).GetProperty("session").TryGetProperty("logEpoch", out _).Should().BeFalse("nothing was restored yet");
            for (var i = 1; i <= 3; i++) await hub.Say(sessionId, $"kept {i}");
            (await OperatorCommands.Run(["backup", Path.Combine(first.Data, "b.zip"), "--DataDirectory", first.Data])).Should().Be(0, "the program may run meanwhile");
            await hub.Say(sessionId, "lost 4");
            await hub.Say(sessionId, "lost 5");
        }
        await first.Stop();
        (await OperatorCommands.Run(["restore", Path.Combine(first.Data, "b.zip"), "--replace", "--DataDirectory", first.Data])).Should().Be(0);

        await using var second = await RunningFront.Start("--DataDirectory", first.Data);
        await using var again = await HubClient.Connect(second.Address, one.Token);
        var joined = await again.Join(sessionId, 5);
        joined.GetProperty("lastSeq").GetInt64().Should().Be(3);
        joined.GetProperty("session").GetProperty("logEpoch").GetInt64().Should().BeGreaterThan(0);
        (await again.Join(sessionId)).GetProperty("messages").GetArrayLength().Should().Be(3);
        (await again.Say(sessionId, "another 4")).GetProperty("seq").GetInt64().Should().Be(4);
        (await Welcome(second, sessionId, one.Token)).GetProperty("log_epoch").GetInt64().Should().BeGreaterThan(0);
    }

    private static async Task<JsonElement> Welcome(RunningFront front, Guid sessionId, string token)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{front.Address.Authority}/ws/chat/{sessionId}?access_token={token}"), patience.Token);
        var buffer = new byte[16 * 1024];
        var frame = await socket.ReceiveAsync(buffer, patience.Token);
        return JsonDocument.Parse(Encoding.UTF8.GetString(buffer, 0, frame.Count)).RootElement.GetProperty("session_info");
    }
}
