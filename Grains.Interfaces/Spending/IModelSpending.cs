using Orleans.Concurrency;

namespace LiveChat.Spending;

/// <summary>
/// How many tokens the configured model has cost today, for all and for each person, and whether more may be spent. One
/// counts for all silos; a day begins at midnight in the operator's zone.
/// </summary>
/// <remarks>Key: <see cref="All"/>.</remarks>
[Alias("IModelSpending")]
public interface IModelSpending : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string All = "all";

    /// <summary>Whether the model may be asked. What is being answered at this moment is not counted yet.</summary>
    /// <param name="userId">For whom; empty for what is asked for nobody in particular.</param>
    [Alias("Reached")] Task<SpendingBound> Reached(string userId);

    /// <summary>Something was spent. It is written a moment later, together with what else was.</summary>
    /// <param name="userId">For whom; empty for nobody in particular.</param>
    /// <param name="tokens">How many, what was asked and what was answered.</param>
    [Alias("Add"), OneWay] Task Add(string userId, long tokens);

    /// <summary>How the day stands.</summary>
    [Alias("Today")] Task<DaySpending> Today();
}

/// <summary>Which bound keeps the model from being asked.</summary>
public enum SpendingBound
{
    /// <summary>None: it may be asked.</summary>
    None = 0,

    /// <summary>What all together may spend in a day.</summary>
    Deployment = 1,

    /// <summary>What one person may spend in a day.</summary>
    User = 2,
}

/// <summary>What was spent today.</summary>
/// <param name="Tokens">For all together.</param>
/// <param name="Most">What may be.</param>
/// <param name="MostPerUser">What may be for one person.</param>
[GenerateSerializer, Immutable, Alias("DaySpending")]
public sealed record DaySpending([property: Id(0)] long Tokens, [property: Id(1)] long Most, [property: Id(2)] long MostPerUser);
