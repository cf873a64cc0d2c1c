using LiveChat.Sessions;

namespace LiveChat.Reports;

/// <summary>Where an amount stands. Empty strings mean no desk and no agent.</summary>
/// <param name="DeskId">The desk.</param>
/// <param name="Day">The day in the desk's zone, as <c>20261120</c>.</param>
/// <param name="Measure">What is counted.</param>
/// <param name="AgentId">The agent whose it is.</param>
/// <param name="Bucket">See <see cref="LiveChat.Reports.Measure"/>; 0 where it says nothing.</param>
public readonly record struct FigureKey(string DeskId, int Day, Measure Measure, string AgentId, int Bucket);

/// <summary>Where an answer's article stands.</summary>
public readonly record struct TopicKey(string DeskId, int Day, Guid ArticleId);

/// <summary>How often an article was given as an answer, and its title then.</summary>
public readonly record struct TopicCount(long Amount, string Title);

/// <summary>Amounts that are being added up.</summary>
public sealed class Figures
{
    /// <summary>All that is not zero.</summary>
    public Dictionary<FigureKey, long> Amounts { get; } = [];

    /// <summary>What was asked about.</summary>
    public Dictionary<TopicKey, TopicCount> Topics { get; } = [];

    /// <summary>Adds to an amount.</summary>
    public void Add(FigureKey key, long amount = 1)
    {
        var sum = Amounts.GetValueOrDefault(key) + amount;
        if (sum == 0) Amounts.Remove(key);
        else Amounts[key] = sum;
    }

    /// <summary>Counts an article that an answer used.</summary>
    public void Add(TopicKey key, Citation citation) =>
        Topics[key] = new(Topics.GetValueOrDefault(key).Amount + 1, citation.Title);
}

/// <summary>Days as numbers that a person can read in the database.</summary>
public static class Days
{
    /// <summary>The day as <c>20261120</c>.</summary>
    public static int Number(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    /// <summary>The day that a number stands for.</summary>
    public static DateOnly Of(int number) => new(number / 10_000, number / 100 % 100, number % 100);
}
