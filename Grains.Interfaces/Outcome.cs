namespace LiveChat;

/// <summary>The codes of refusals, as they stand on the wire.</summary>
public static class RefusalCode
{
    /// <summary>No token, or one that does not hold.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The caller knows of the thing, but may not do this to it.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>It does not exist, or the caller may not know of it.</summary>
    public const string NotFound = "NOT_FOUND";

    /// <summary>The input is not of the form asked for.</summary>
    public const string Invalid = "INVALID";

    /// <summary>The text is longer than allowed.</summary>
    public const string TooLong = "TOO_LONG";

    /// <summary>A content rule refuses the text.</summary>
    public const string ContentRefused = "CONTENT_REFUSED";

    /// <summary>The session is closed.</summary>
    public const string Closed = "CLOSED";

    /// <summary>Nobody serves at the desk now; a message can be left.</summary>
    public const string DeskClosed = "DESK_CLOSED";

    /// <summary>Somebody else was first, or the state does not allow it now.</summary>
    public const string Conflict = "CONFLICT";

    /// <summary>Too many calls; try again later.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>The server is at its limit; try again later.</summary>
    public const string Overloaded = "OVERLOADED";

    /// <summary>The database is away; nothing was stored.</summary>
    public const string StoreUnavailable = "STORE_UNAVAILABLE";

    /// <summary>No model answers.</summary>
    public const string AiUnavailable = "AI_UNAVAILABLE";

    /// <summary>It took too long; whether it happened is found by trying again with the same id.</summary>
    public const string Timeout = "TIMEOUT";
}

/// <summary>A "no" that is an answer and not a fault.</summary>
/// <param name="Code">One of <see cref="RefusalCode"/>.</param>
/// <param name="Reason">What happened and what to do, in plain English.</param>
[GenerateSerializer, Immutable, Alias("Refusal")]
public sealed record Refusal([property: Id(0)] string Code, [property: Id(1)] string Reason)
{
    /// <summary>The one answer for what does not exist and for what the caller may not know of.</summary>
    public static Refusal NoSuchSession { get; } = new(RefusalCode.NotFound, "There is no such session, or you are not in it.");
}

/// <summary>What a command that answers <typeparamref name="T"/> comes to: the value, or a refusal.</summary>
/// <typeparam name="T">What is answered when nothing is refused.</typeparam>
/// <param name="Value">The value; null when refused.</param>
/// <param name="Refusal">Why not; null when it happened.</param>
[GenerateSerializer, Immutable, Alias("Outcome`1")]
public sealed record Outcome<T>([property: Id(0)] T? Value, [property: Id(1)] Refusal? Refusal)
    where T : class
{
    /// <summary>Wraps a value.</summary>
    public static implicit operator Outcome<T>(T value) => new(value, null);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new(null, refusal);
}
