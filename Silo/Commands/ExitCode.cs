namespace LiveChat.Silo.Commands;

/// <summary>How a command ends, for scripts.</summary>
internal static class ExitCode
{
    /// <summary>What was asked for is done, and nothing is wrong.</summary>
    public const int Done = 0;

    /// <summary>It was refused, or something is wrong with the data; what is said tells what to do.</summary>
    public const int Refused = 1;

    /// <summary>The arguments mean nothing.</summary>
    public const int Usage = 2;

    /// <summary>The database is away or fails; try again when it is back.</summary>
    public const int Away = 3;

    /// <summary>Stopped by Ctrl+C or SIGTERM; nothing is half done.</summary>
    public const int Stopped = 130;
}
