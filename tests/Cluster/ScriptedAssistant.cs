using System.Collections.Concurrent;
using LiveChat.Assistant;
using Orleans.Serialization.Invocation;

namespace LiveChat.Cluster;

/// <summary>Takes the place of every assistant: records what it is asked and told, and leaves it to the test to answer.</summary>
public sealed class ScriptedAssistant
{
    private readonly ConcurrentDictionary<Guid, ReplyRequest> _newest = new();

    /// <summary>What was to be answered.</summary>
    public EventTape<ReplyRequest> Begun { get; } = new();

    /// <summary>What was to be answered last in a session; null when nothing was.</summary>
    public ReplyRequest? NewestOf(Guid sessionId) => _newest.GetValueOrDefault(sessionId);

    /// <summary>The replies that were to cease.</summary>
    public EventTape<Guid> Ceased { get; } = new();

    /// <summary>While set, the assistant cannot be reached.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Puts it in the assistants' place.</summary>
    public void Install(ISiloBuilder silo) => silo.AddOutgoingGrainCallFilter(async call =>
    {
        if (call.InterfaceMethod?.DeclaringType != typeof(IAssistant))
        {
            await call.Invoke();
            return;
        }
        if (Fault is { } fault) throw fault;
        if (call.MethodName == nameof(IAssistant.Begin))
        {
            var request = (ReplyRequest)call.Request.GetArgument(0)!;
            _newest[call.TargetId.GetGuidKey()] = request;
            Begun.Add(request);
        }
        else if (call.MethodName == nameof(IAssistant.Cease)) Ceased.Add((Guid)call.Request.GetArgument(0)!);
        call.Response = Response.Completed;
    });
}
