using System.Buffers;
using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using LiveChat.Sessions;
using LiveChat.Tracing;
using LiveChat.WebFront.Safety;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Realtime;

/// <summary>One plain WebSocket in one session, from its welcome to its end.</summary>
internal sealed class PlainConversation(
    WebSocket connection, PlainSocket socket, Guid sessionId, IGrainFactory grains, SessionDoor door, SendGate gate, Patiently patiently, Faults faults, Bucket frames)
{
    /// <summary>The biggest frame, in bytes.</summary>
    public const int LargestFrame = 64 * 1024;

    private const int UsualBuffer = 4 * 1024;
    private const int MostMalformed = 20;
    private const int PageSize = HistoryRange.MostEntries;

    private static readonly TimeSpan LongestClose = TimeSpan.FromSeconds(5);

    private IChatSession Session => grains.GetGrain<IChatSession>(sessionId);

    /// <summary>Talks until the client leaves, a limit is broken, or the token is cancelled.</summary>
    /// <param name="whyEnded">What to tell the client when <paramref name="ended"/> fires.</param>
    /// <param name="ended">The sign-in's or the server's end.</param>
    public async Task Run(Func<(WebSocketCloseStatus Status, string Reason)> whyEnded, CancellationToken ended)
    {
        var joined = await door.Join(socket, sessionId, (session, caller) => session.Join(caller, null));
        if (joined.Value is not { } welcome)
        {
            Refuse(joined.Refusal!);
            await Close(WebSocketCloseStatus.PolicyViolation, joined.Refusal!.Code);
            return;
        }
        Push(PlainFrames.Welcome(welcome.Session));
        welcome.Held?.Release();

        // The end is not told to the reading itself: a read that is cancelled takes the whole WebSocket with it, farewell and all.
        var listening = Listen(ended);
        if (await Task.WhenAny(listening, Task.Delay(Timeout.Infinite, ended)) == listening) await EndAs(listening);
        else await EndFor(whyEnded(), listening);
    }

    private async Task EndAs(Task<(WebSocketCloseStatus Status, string Reason)> listening)
    {
        try
        {
            var (status, reason) = await listening;
            await Close(status, reason);
        }
        catch (WebSocketException)
        {
            // The line broke, or what came was no WebSocket frame: there is nobody to tell.
            connection.Abort();
        }
    }

    /// <summary>Says why, and gives the client a moment to close its side.</summary>
    private async Task EndFor((WebSocketCloseStatus Status, string Reason) why, Task listening)
    {
        using var patience = new CancellationTokenSource(LongestClose);
        try
        {
            await socket.Drained().WaitAsync(patience.Token);
            if (connection.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await connection.CloseOutputAsync(why.Status, why.Reason, patience.Token);
            await listening.WaitAsync(patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The client does not take part in closing.
            connection.Abort();
            await listening.ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private async Task<(WebSocketCloseStatus Status, string Reason)> Listen(CancellationToken ended)
    {
        var malformed = 0;
        while (true)
        {
            var (type, bytes) = await Receive();
            if (type == WebSocketMessageType.Close) return (WebSocketCloseStatus.NormalClosure, "");
            if (bytes is null) return (WebSocketCloseStatus.MessageTooBig, $"A frame has at most {LargestFrame} bytes.");
            if (!frames.TryTake()) return (WebSocketCloseStatus.PolicyViolation, RefusalCode.RateLimited);
            if (type != WebSocketMessageType.Text) return (WebSocketCloseStatus.InvalidMessageType, "Text frames only.");
            if (await Answer(bytes, ended)) continue;
            if (++malformed >= MostMalformed) return (WebSocketCloseStatus.PolicyViolation, "Too many frames that are not of the form asked for.");
        }
    }

    /// <summary>One frame, however many pieces it comes in; no bytes when it is too big.</summary>
    private async Task<(WebSocketMessageType Type, byte[]? Bytes)> Receive()
    {
        // Until something comes no buffer is held: most connections are idle most of the time.
        var first = await connection.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
        // The client's farewell, or a frame with nothing in it: more of it never comes.
        if (first.EndOfMessage) return (first.MessageType, []);
        var buffer = ArrayPool<byte>.Shared.Rent(UsualBuffer);
        try
        {
            for (var count = 0; ;)
            {
                if (count == buffer.Length) buffer = Grow(buffer);
                var received = await connection.ReceiveAsync(buffer.AsMemory(count), CancellationToken.None);
                count += received.Count;
                if (count > LargestFrame) return (received.MessageType, null);
                if (received.EndOfMessage) return (received.MessageType, buffer[..count]);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var bigger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(bigger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return bigger;
    }

    /// <summary>Does what a frame asks for; false when it is not of the form asked for.</summary>
    private async Task<bool> Answer(byte[] bytes, CancellationToken ended)
    {
        PlainInput? input;
        try
        {
            input = JsonSerializer.Deserialize(bytes, WireJson.Default.PlainInput);
        }
        catch (JsonException)
        {
            Refuse(new(RefusalCode.Invalid, "The frame is not one JSON object of the form asked for."));
            return false;
        }
        if (socket.Limits.Call() is { } tooMany)
        {
            Refuse(tooMany, input?.ClientMessageId);
            return true;
        }
        try
        {
            return await Do(input, ended);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it was, the client gets one of the protocol's codes.
            Refuse(faults.Refuse(e, "A plain WebSocket's frame"), input?.ClientMessageId);
            return true;
        }
    }

    private async Task<bool> Do(PlainInput? input, CancellationToken ended)
    {
        switch (input?.Type)
        {
            case "user_message":
                await Send(input);
                return true;
            case "resume" when input.AfterSeq is >= 0 and var afterSeq:
                await Resume(afterSeq, ended);
                return true;
            case "stop":
                if (await Session.StopReply(socket.Caller) is { } refusal) Refuse(refusal);
                return true;
            case "cancel_request":
                if (await Session.CancelRequest(socket.Caller) is { } stays) Refuse(stays);
                return true;
            case "recall" when input.Seq is { } seq:
                if (await Session.Recall(socket.Caller, seq) is { } kept) Refuse(kept);
                return true;
            case "react" when input is { Seq: { } seq, Emoji: { } emoji, On: { } on }:
                if ((socket.Limits.Send() ?? await Session.React(socket.Caller, seq, emoji, on)) is { } undone) Refuse(undone);
                return true;
            case "ping":
                Push(PlainFrames.Pong());
                return true;
            default:
                Refuse(new(RefusalCode.Invalid, "type is one of user_message, resume (with after_seq), recall (with seq), react (with seq, emoji and on), stop, cancel_request, ping."));
                return false;
        }
    }

    private async Task Send(PlainInput input)
    {
        // A trace of its own, as SignalR makes for each call of the hub: the socket's may last for hours.
        Activity.Current = null;
        using var span = LiveChatTrace.Source.StartActivity("plain send", ActivityKind.Server);
        var clientId = input.ClientMessageId ?? Guid.CreateVersion7().ToString();
        var outgoing = Outgoing.From(input.Message, clientId, null, input.Attachments);
        if ((outgoing.Refusal ?? gate.Refuse(socket.Limits) ?? socket.Limits.Send()) is { } refusal)
        {
            Refuse(refusal, clientId);
            return;
        }
        using var passage = gate.Enter(socket.Limits);
        var outcome = await patiently.Call((Session, socket.Caller, Message: outgoing.Value!), static a => a.Session.Send(a.Caller, a.Message));
        if (outcome.Value is { } receipt) Push(PlainFrames.Ack(clientId, receipt));
        else Refuse(outcome.Refusal!, clientId);
    }

    /// <summary>All entries after a number, a page at a time, as fast as the reader takes them.</summary>
    private async Task Resume(long afterSeq, CancellationToken ended)
    {
        if (socket.Limits.Join() is { } tooMany)
        {
            Refuse(tooMany);
            return;
        }
        while (true)
        {
            var outcome = await Session.History(socket.Caller, new(afterSeq, null, PageSize));
            if (outcome.Value is not { } page)
            {
                Refuse(outcome.Refusal!);
                return;
            }
            foreach (var message in page.Messages) Push([.. PlainFrames.Of(message, -1)]);
            if (!page.HasMore || page.Messages is not [.., var last]) return;
            afterSeq = last.Seq;
            await socket.Drained().WaitAsync(ended);
        }
    }

    private void Refuse(Refusal refusal, string? clientMessageId = null)
    {
        RefusalMetrics.Refused(refusal.Code, "plain");
        Push(PlainFrames.Error(refusal, clientMessageId));
    }

    private void Push(params byte[][] frames) => socket.Push(new([], frames));

    private async Task Close(WebSocketCloseStatus status, string reason)
    {
        using var patience = new CancellationTokenSource(LongestClose);
        try
        {
            await socket.Drained().WaitAsync(patience.Token);
            if (connection.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await connection.CloseAsync(status, reason, patience.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // The client does not take part in closing.
            connection.Abort();
        }
    }
}
