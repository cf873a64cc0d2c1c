using LiveChat.Assistant;
using Orleans.Serialization.Invocation;

namespace LiveChat.Cluster;

/// <summary>Takes the place of every assistant: records what it is asked and told, and leaves it to the test to answer.</summary>
public sealed class ScriptedAssistant
{
    /// <summary>What was to be answered.</summary>
    public EventTape<ReplyRequest> Begun { get; } = new();

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
        if (call.MethodName == nameof(IAssistant.Begin)) Begun.Add((ReplyRequest)call.Request.GetArgument(0)!);
        else Ceased.Add((Guid)call.Request.GetArgument(0)!);
        call.Response = Response.Completed;
    });
}
