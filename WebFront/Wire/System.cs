namespace LiveChat.WebFront.Wire;

/// <summary>How one process stands.</summary>
/// <param name="At">When it was looked at.</param>
/// <param name="StartedAt">When the process began.</param>
/// <param name="Engine">What hosts the grains: <c>Embedded</c> or <c>Orleans</c>.</param>
/// <param name="Processors">Cores that it may use.</param>
/// <param name="ProcessorSeconds">Processor time since it began; two looks give the load between them.</param>
/// <param name="WorkingSetBytes">Memory that it holds.</param>
/// <param name="ManagedBytes">Memory of its objects.</param>
/// <param name="Threads">Threads of the pool.</param>
/// <param name="PendingWork">Work that waits for one of them; what stays above a few hundred says that the processors are short.</param>
/// <param name="StreamsFollowed">Streams that sockets of this process follow.</param>
/// <param name="Gauges">Figures of grains (<c>orleans-grains</c>), queues, sockets and the log, by name.</param>
internal sealed record WireSystem(
    DateTimeOffset At, DateTimeOffset StartedAt, string Engine, int Processors, double ProcessorSeconds, long WorkingSetBytes, long ManagedBytes,
    int Threads, long PendingWork, int StreamsFollowed, WireGauge[] Gauges);

/// <summary>One figure.</summary>
/// <param name="Name">As in the metrics.</param>
/// <param name="Of">What it is of: the type of grain, the desk, the transport; absent where there is one alone.</param>
/// <param name="Value">What it is now.</param>
internal sealed record WireGauge(string Name, string? Of, double Value);
