namespace LiveChat.Assistant;

/// <summary>Why a model gave no answer, or not a whole one.</summary>
public enum AiFailure
{
    /// <summary>It was silent for too long, at the start or in the middle.</summary>
    Timeout = 1,

    /// <summary>It cannot be reached, or refuses to serve.</summary>
    Unavailable = 2,

    /// <summary>What it sent is no answer, or breaks off before its end.</summary>
    Broken = 3,

    /// <summary>It asks us to come back later than we may wait.</summary>
    RateLimited = 4,

    /// <summary>It said more than we take.</summary>
    TooLong = 5,

    /// <summary>It was not asked: the day's tokens are spent.</summary>
    Spent = 6,
}

/// <summary>What every chat client throws when a model fails; any other exception of one is a fault of ours.</summary>
public sealed class AiFailureException(AiFailure failure, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What kind of failure.</summary>
    public AiFailure Failure { get; } = failure;
}
