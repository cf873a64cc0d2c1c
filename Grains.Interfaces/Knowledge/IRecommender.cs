namespace LiveChat.Knowledge;

/// <summary>Articles that fit what is being said in a session.</summary>
/// <remarks>Key: the session's id. It keeps nothing; what may be read there decides who may ask.</remarks>
[Alias("IRecommender")]
public interface IRecommender : IGrainWithGuidKey
{
    /// <summary>
    /// The published articles that fit what the customer said last, best first; for who may read the session. Staff get
    /// guesses too, customers what is sure to fit.
    /// </summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="limit">At most so many, 1 to <see cref="Most"/>.</param>
    [Alias("Recommend")] Task<Outcome<FoundArticles>> Recommend(Caller caller, int limit);

    /// <summary>The most articles that are recommended at once.</summary>
    const int Most = 5;
}
