using System.Buffers;
using System.Collections.Frozen;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using LiveChat.WebFront.Limits;
using LiveChat.WebFront.Reports;
using LiveChat.WebFront.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveChat.WebFront.Realtime;

/// <summary>
/// SignalR's JSON protocol for one connection, with four things added: frames are counted, last arguments may be left
/// out, messages that the server cannot take are refused before they cost anything, and what a session tells waits until
/// the answer to joining it has been written.
/// </summary>
internal sealed class GuardedProtocol(IHubProtocol json, Bucket? frames, SendGate gate, ApiMeter meter) : IHubProtocol
{
    /// <summary>How many last arguments may be left out.</summary>
    private static readonly FrozenDictionary<string, int> Optional = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ChatHub.Join)] = 1,
        [nameof(ChatHub.Watch)] = 1,
        [nameof(ChatHub.RequestHuman)] = 1,
        [nameof(ChatHub.Close)] = 1,
        [nameof(ChatHub.Note)] = 1,
        [nameof(ChatHub.Viewing)] = 1,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly HubException Malformed = new Refusal(
        RefusalCode.Invalid, "There is no such method, or its arguments are not of the form asked for.").AsHubException();

    /// <summary>Whose connection it is; null until it stands.</summary>
    public SocketLimits? Sender { get; set; }

    public string Name => json.Name;

    public int Version => json.Version;

    public TransferFormat TransferFormat => json.TransferFormat;

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var frame = input;
        if (!json.TryParseMessage(ref input, binder, out message)) return false;
        if (frames is not null && !frames.TryTake()) throw new InvalidDataException("Too many frames.");
        message = message switch
        {
            InvocationBindingFailureMessage failure => TryWithFewer(frame, binder, failure),
            InvocationMessage { Target.Length: 4 } call when string.Equals(call.Target, nameof(ChatHub.Send), StringComparison.OrdinalIgnoreCase) => LetIn(call),
            _ => message,
        };
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        json.WriteMessage(message, output);
        // Whoever holds the connection's write lock writes this answer; what is released now queues up behind it.
        if (message is CompletionMessage { Result: JoinAnswer { Held: { } held } }) held.Release();
    }

    // Refused here, it costs a hundredth of what taking it costs: a hub method could refuse by throwing alone.
    private HubMessage LetIn(InvocationMessage send)
    {
        if (gate.Refuse(Sender) is not { } refusal) return send;
        var refused = refusal.AsHubException();
        meter.Add(nameof(ChatHub.Send), refused, Stopwatch.GetTimestamp());
        return Failed(send.InvocationId, send.Target, refused);
    }

    private HubMessage TryWithFewer(ReadOnlySequence<byte> frame, IInvocationBinder binder, InvocationBindingFailureMessage failure)
    {
        if (Optional.TryGetValue(failure.Target, out var optional)
            && json.TryParseMessage(ref frame, new Fewer(binder, optional), out var parsed)
            && parsed is InvocationMessage { Arguments: { } given } invocation)
            return new InvocationMessage(invocation.InvocationId, invocation.Target, [.. given, .. new object?[optional]]);
        return Failed(failure.InvocationId, failure.Target, Malformed);
    }

    // SignalR tells clients the text of a HubException, and of nothing else.
    private static InvocationBindingFailureMessage Failed(string? invocationId, string target, HubException why) =>
        new(invocationId, target, ExceptionDispatchInfo.Capture(why));

    private sealed class Fewer(IInvocationBinder inner, int by) : IInvocationBinder
    {
        public IReadOnlyList<Type> GetParameterTypes(string methodName) => [.. inner.GetParameterTypes(methodName).SkipLast(by)];

        public Type GetReturnType(string invocationId) => inner.GetReturnType(invocationId);

        public Type GetStreamItemType(string streamId) => inner.GetStreamItemType(streamId);
    }
}

/// <summary>Hands each connection a protocol of its own.</summary>
internal sealed class GuardedProtocols(IEnumerable<IHubProtocol> protocols, RateLimits limits, SendGate gate, ApiMeter meter) : IHubProtocolResolver
{
    private const string Served = "json";

    private readonly IHubProtocol _json = protocols.Single(p => p.Name == Served);

    public IReadOnlyList<IHubProtocol> AllProtocols => [_json];

    public IHubProtocol? GetProtocol(string protocolName, IReadOnlyList<string>? supportedProtocols) =>
        string.Equals(protocolName, Served, StringComparison.OrdinalIgnoreCase) ? new GuardedProtocol(_json, limits.Frames(), gate, meter) : null;
}
