using System.Globalization;
using System.Text;

namespace LiveChat.Load;

/// <summary>The figures of one run, and how ours stand to the references.</summary>
public sealed class Report
{
    private readonly List<(string Figure, string Server, double Value)> _figures = [];
    private readonly List<string> _failures = [];

    /// <summary>Scenarios that failed.</summary>
    public int Failures => _failures.Count;

    public void Add(string figure, string server, double value)
    {
        _figures.Add((figure, server, value));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {figure} on {server}: {value:0.#}"));
    }

    public void AddFailure(string failure) => _failures.Add(failure);

    /// <inheritdoc/>
    public override string ToString()
    {
        var table = new StringBuilder();
        var servers = _figures.Select(figure => figure.Server).Distinct().ToArray();
        table.AppendLine($"| figure | {string.Join(" | ", servers)} | ours ÷ insert | ours ÷ batch |");
        table.AppendLine($"|---|{string.Concat(servers.Select(_ => "---:|"))}---|---|");
        foreach (var figure in _figures.Select(figure => figure.Figure).Distinct())
        {
            var cells = servers.Select(server => Value(figure, server) is { } value ? value.ToString("0.#", CultureInfo.InvariantCulture) : "");
            table.AppendLine($"| {figure} | {string.Join(" | ", cells)} | {Ratio(figure, "insert")} | {Ratio(figure, "batch")} |");
        }

        foreach (var failure in _failures) table.AppendLine($"\nFAILED {failure}");
        return table.ToString();
    }

    private string Ratio(string figure, string reference)
    {
        if (Value(figure, reference) is not { } against || against == 0) return "";
        return string.Join(", ", new[] { "sqlite", "postgresql" }
            .Where(server => Value(figure, server) is not null)
            .Select(server => string.Create(CultureInfo.InvariantCulture, $"{server} {Value(figure, server) / against:0.00}")));
    }

    private double? Value(string figure, string server) =>
        _figures.Where(row => row.Figure == figure && row.Server == server).Select(row => (double?)row.Value).LastOrDefault();
}
