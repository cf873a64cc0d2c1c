using LiveChat.Queues;

namespace LiveChat.Cluster;

/// <summary>Takes the place of every desk's queue: gives each session to whom the test allows, and records what it is told.</summary>
public sealed class ScriptedQueue
{
    /// <summary>Every call in order: <c>m1 Enqueue</c>, <c>m1 Claim a1</c>, …</summary>
    public EventTape<string> Calls { get; } = new();

    /// <summary>The tickets that came.</summary>
    public EventTape<QueueTicket> Tickets { get; } = new();

    /// <summary>What agents' presences told.</summary>
    public EventTape<AgentAvailability> Availabilities { get; } = new();

    /// <summary>While set, the answer to each claim.</summary>
    public Refusal? ClaimRefusal { get; set; }

    /// <summary>While set, the queue cannot be reached.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Puts it in the queues' place.</summary>
    public void Install(ISiloBuilder silo) => silo.AddOutgoingGrainCallFilter(async call =>
    {
        if (call.InterfaceMethod?.DeclaringType != typeof(IAgentQueue))
        {
            await call.Invoke();
            return;
        }
        if (Fault is { } fault) throw fault;
        var argument = call.Request.GetArgument(0);
        var desk = call.TargetId.Key.ToString();
        Calls.Add($"{desk} {call.MethodName}{(call.MethodName == nameof(IAgentQueue.Claim) ? " " + ((Caller)call.Request.GetArgument(1)!).UserId : "")}");
        call.Result = Answer(call.MethodName, argument!, call.MethodName == nameof(IAgentQueue.Claim) ? (Caller)call.Request.GetArgument(1)! : null);
    });

    private object? Answer(string method, object argument, Caller? agent)
    {
        switch (method)
        {
            case nameof(IAgentQueue.Enqueue):
                Tickets.Add((QueueTicket)argument);
                return new QueuePlace(1, 60);
            case nameof(IAgentQueue.PlaceOf):
                return new QueuePlace(1, 60);
            case nameof(IAgentQueue.Claim):
                Outcome<Assignment> outcome = ClaimRefusal is { } refusal
                    ? refusal
                    : new Assignment((Guid)argument, agent!.UserId, agent.Name, "picked", [$"{agent.Name} 0/3"], 5);
                return outcome;
            case nameof(IAgentQueue.SetAvailability):
                Availabilities.Add((AgentAvailability)argument);
                return null;
            default:
                return null;
        }
    }
}
