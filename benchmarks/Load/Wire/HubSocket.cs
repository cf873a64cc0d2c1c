using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveChat.Load.Wire;

/// <summary>
/// A client of the hub's JSON protocol on a raw socket: as little work as possible on the load's side, so that what is
/// measured is the server. It frames WebSocket messages itself (masked with an all-zero key, which leaves them as they are).
/// </summary>
public sealed class HubSocket : IDisposable
{
    private const byte RecordSeparator = 0x1e;
    private const int MostFrameBytes = 4 * 1024 * 1024;

    // The server lets go of a client from which it has heard nothing for 30 s.
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(10);
    private static readonly ConcurrentDictionary<HubSocket, bool> Connected = new();
    private static readonly Timer Pings = new(_ => PingAll(), null, PingInterval, PingInterval);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string>> _calls = new();
    private readonly ArrayBufferWriter<byte> _outgoing = new(512);
    private readonly ArrayBufferWriter<byte> _unfinished = new();
    private readonly Lock _sending = new();
    private byte[] _incoming;
    private int _buffered;
    private int _lastInvocation;

    private HubSocket(int bufferBytes) => _incoming = new byte[bufferBytes];

    /// <summary>Called for each hub message as it stands on the wire, without its separator. Must not block.</summary>
    public Action<HubSocket, ReadOnlySpan<byte>>? OnRecord { get; set; }

    /// <summary>Ends when the connection does; its result says why.</summary>
    public Task<Exception?> Closed { get; private set; } = Task.FromResult<Exception?>(null);

    /// <summary>Whatever the scenario wants to find again in <see cref="OnRecord"/>.</summary>
    public object? Tag { get; set; }

    /// <summary>Connects, upgrades, shakes hands, and begins to read.</summary>
    public static async Task<HubSocket> Connect(Uri server, string path, string? accessToken, CancellationToken token, int bufferBytes = 2048)
    {
        var hub = new HubSocket(bufferBytes);
        try
        {
            await hub._socket.ConnectAsync(new IPEndPoint(IPAddress.Parse(server.Host), server.Port), token);
            var query = accessToken is null ? "" : $"?access_token={Uri.EscapeDataString(accessToken)}";
            var upgrade = $"GET {path}{query} HTTP/1.1\r\nHost: {server.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
            await hub._socket.SendAsync(Encoding.ASCII.GetBytes(upgrade), token);
            await hub.ReadUpgradeAnswer(token);
            hub.SendRecord("{\"protocol\":\"json\",\"version\":1}"u8);
            await hub.ReadHandshakeAnswer(token);
            hub.Closed = hub.ReadUntilClosed();
            Connected[hub] = true;
            GC.KeepAlive(Pings);
            return hub;
        }
        catch
        {
            hub.Dispose();
            throw;
        }
    }

    /// <summary>Invokes a hub method and answers its raw completion record.</summary>
    /// <param name="method">The method.</param>
    /// <param name="argumentsJson">Its arguments, a JSON array.</param>
    /// <param name="timeout">After which it fails.</param>
    public async Task<string> Invoke(string method, string argumentsJson, TimeSpan timeout)
    {
        var id = Interlocked.Increment(ref _lastInvocation);
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = answer;
        SendRecord(Encoding.UTF8.GetBytes($"{{\"type\":1,\"invocationId\":\"{id}\",\"target\":\"{method}\",\"arguments\":{argumentsJson}}}"));
        try
        {
            var ended = await Task.WhenAny(answer.Task, Closed).WaitAsync(timeout);
            if (ended == answer.Task) return await answer.Task;
            throw new IOException($"The connection closed before {method} was answered.", await Closed);
        }
        finally
        {
            _calls.TryRemove(id, out _);
        }
    }

    /// <summary>Sends one hub message, the separator not included. Blocks while the socket's buffer is full.</summary>
    public void SendRecord(ReadOnlySpan<byte> record)
    {
        lock (_sending)
        {
            _outgoing.ResetWrittenCount();
            var length = record.Length + 1;
            var header = _outgoing.GetSpan(14 + length);
            header[0] = 0x81;
            var used = 2;
            if (length < 126)
            {
                header[1] = (byte)(0x80 | length);
            }
            else if (length <= ushort.MaxValue)
            {
                header[1] = 0x80 | 126;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                used = 4;
            }
            else
            {
                header[1] = 0x80 | 127;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
                used = 10;
            }

            header.Slice(used, 4).Clear();
            used += 4;
            record.CopyTo(header[used..]);
            header[used + record.Length] = RecordSeparator;
            SendAll(header[..(used + length)]);
        }
    }

    /// <summary>Says nothing more, not even that it is there, and keeps the connection: one whose line is lost unnoticed.</summary>
    public void FallSilent() => Connected.TryRemove(this, out _);

    /// <summary>Cuts the connection without a word.</summary>
    public void Dispose()
    {
        Connected.TryRemove(this, out _);
        _socket.Dispose();
    }

    private static void PingAll()
    {
        foreach (var hub in Connected.Keys)
        {
            try
            {
                hub.SendRecord("{\"type\":6}"u8);
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                // Closed by the server or by us: whoever uses it finds out.
                Connected.TryRemove(hub, out _);
            }
        }
    }

    private void SendAll(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[_socket.Send(bytes)..];
    }

    private async Task ReadUpgradeAnswer(CancellationToken token)
    {
        while (true)
        {
            var read = await _socket.ReceiveAsync(_incoming.AsMemory(_buffered), token);
            if (read == 0) throw new IOException("The server closed the connection during the upgrade.");
            _buffered += read;
            var end = _incoming.AsSpan(0, _buffered).IndexOf("\r\n\r\n"u8);
            if (end < 0) continue;
            var answer = Encoding.ASCII.GetString(_incoming, 0, end);
            if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal)) throw new IOException($"No upgrade: {answer.Split('\r')[0]}");
            Consume(end + 4);
            return;
        }
    }

    private async Task ReadHandshakeAnswer(CancellationToken token)
    {
        while (true)
        {
            if (TryTakeFrame(out var opcode, out var payload))
            {
                if (opcode != 1) throw new IOException("The server closed the connection during the handshake.");
                var text = Encoding.UTF8.GetString(_incoming.AsSpan(payload.Start, payload.Length));
                Consume(payload.Start + payload.Length);
                if (!text.StartsWith("{}", StringComparison.Ordinal)) throw new IOException($"Handshake refused: {text}");
                return;
            }

            var read = await _socket.ReceiveAsync(_incoming.AsMemory(_buffered), token);
            if (read == 0) throw new IOException("The server closed the connection during the handshake.");
            _buffered += read;
        }
    }

    private async Task<Exception?> ReadUntilClosed()
    {
        try
        {
            while (true)
            {
                DrainFrames();
                if (_buffered == _incoming.Length) Array.Resize(ref _incoming, Math.Min(_incoming.Length * 2, MostFrameBytes));
                var read = await _socket.ReceiveAsync(_incoming.AsMemory(_buffered), SocketFlags.None);
                if (read == 0) return null;
                _buffered += read;
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException or IOException)
        {
            return closed;
        }
    }

    private void DrainFrames()
    {
        var start = 0;
        while (TryFindFrame(start, out var opcode, out var payload))
        {
            start = payload.Start + payload.Length;
            if (opcode == 8) throw new IOException("The server closed the connection.");
            if (opcode is 0 or 1) DrainRecords(_incoming.AsSpan(payload.Start, payload.Length));
        }

        if (start > 0) Consume(start);
    }

    // A long record comes in several frames: what counts is the separator, not the frame.
    private void DrainRecords(ReadOnlySpan<byte> payload)
    {
        int end;
        while ((end = payload.IndexOf(RecordSeparator)) >= 0)
        {
            if (_unfinished.WrittenCount == 0)
            {
                Take(payload[..end]);
            }
            else
            {
                _unfinished.Write(payload[..end]);
                Take(_unfinished.WrittenSpan);
                _unfinished.ResetWrittenCount();
            }

            payload = payload[(end + 1)..];
        }

        _unfinished.Write(payload);
    }

    private void Take(ReadOnlySpan<byte> record)
    {
        if (HubRecord.IsCompletion(record) && _calls.TryGetValue(HubRecord.InvocationId(record), out var call)) call.TrySetResult(Encoding.UTF8.GetString(record));
        else OnRecord?.Invoke(this, record);
    }

    private bool TryTakeFrame(out int opcode, out (int Start, int Length) payload) => TryFindFrame(0, out opcode, out payload);

    private bool TryFindFrame(int start, out int opcode, out (int Start, int Length) payload)
    {
        opcode = 0;
        payload = default;
        var bytes = _incoming.AsSpan(start, _buffered - start);
        if (bytes.Length < 2) return false;
        opcode = bytes[0] & 0x0f;
        long length = bytes[1] & 0x7f;
        var header = 2;
        if (length == 126)
        {
            if (bytes.Length < 4) return false;
            length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            header = 4;
        }
        else if (length == 127)
        {
            if (bytes.Length < 10) return false;
            length = (long)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]);
            header = 10;
        }

        if (length > MostFrameBytes) throw new IOException($"A frame of {length} bytes is more than this client takes.");
        if (bytes.Length < header + length) return false;
        payload = (start + header, (int)length);
        return true;
    }

    private void Consume(int count)
    {
        _incoming.AsSpan(count, _buffered - count).CopyTo(_incoming);
        _buffered -= count;
    }
}
