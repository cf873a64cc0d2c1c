namespace LiveChat.Moods;

/// <summary>How a customer's message sounds.</summary>
/// <param name="Seq">The message.</param>
/// <param name="Score">-100 (worst) to 100 (best); 0 tells, where one was shown before, that the message shows none after all.</param>
[GenerateSerializer, Immutable, Alias("Mood")]
public sealed record Mood([property: Id(0)] long Seq, [property: Id(1)] int Score)
{
    /// <summary>The worst score.</summary>
    public const int Worst = -100;

    /// <summary>The best score.</summary>
    public const int Best = 100;

    /// <summary>From here downward a mood is low.</summary>
    public const int Low = -30;

    /// <summary>From here downward somebody should hurry.</summary>
    public const int VeryLow = -65;

    /// <summary>From here upward a mood is good.</summary>
    public const int Good = 30;
}

/// <summary>How a customer sounded through a session.</summary>
/// <param name="Moods">The newest messages that show a mood, rising by sequence number; at most <see cref="MostMoods"/>.</param>
/// <param name="Current">How the customer sounds now, the newest counting most: -100 to 100; 0 when no mood shows.</param>
[GenerateSerializer, Immutable, Alias("SessionMoods")]
public sealed record SessionMoods([property: Id(0)] Mood[] Moods, [property: Id(1)] int Current)
{
    /// <summary>The most moods of one answer.</summary>
    public const int MostMoods = 200;
}
