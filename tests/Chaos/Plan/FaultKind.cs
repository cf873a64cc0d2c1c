namespace LiveChat.Chaos.Plan;

/// <summary>What can go wrong.</summary>
internal enum FaultKind
{
    /// <summary>The server is killed with SIGKILL and started again.</summary>
    Kill,

    /// <summary>The server is stopped with SIGTERM and started again.</summary>
    Stop,

    /// <summary>The server is frozen with SIGSTOP for a while.</summary>
    Freeze,

    /// <summary>The disk with all data is full for a while.</summary>
    DiskFull,

    /// <summary>PostgreSQL stops at once, as in a crash, and is started again after a while.</summary>
    DatabaseCrash,

    /// <summary>All processes of PostgreSQL are frozen for a while.</summary>
    DatabaseFreeze,

    /// <summary>Connections to PostgreSQL are reset in the midst of whatever they do.</summary>
    DatabaseCut,

    /// <summary>What goes to PostgreSQL and comes back is late.</summary>
    DatabaseDelay,

    /// <summary>Some of the clients' sockets are reset.</summary>
    Cut,

    /// <summary>What clients send and hear is late.</summary>
    Delay,

    /// <summary>Sockets stand, and nothing comes through in one direction or in either; then they break.</summary>
    HalfOpen,

    /// <summary>The model is silent, stops in the midst of an answer, breaks the connection, or fails.</summary>
    ModelStall,

    /// <summary>The server's clock jumps ahead.</summary>
    ClockAhead,

    /// <summary>The server's clock jumps back.</summary>
    ClockBack,
}
