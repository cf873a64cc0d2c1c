using System.Globalization;
using System.Text;
using LiveChat.Assistant.Tools;

namespace LiveChat.Silo.Ai;

/// <summary>How the built-in answerer tells of an order; each line only where the shop told so much. The words stand in <c>Answers/*.json</c>.</summary>
internal sealed record OrderTexts
{
    private const int MostItems = 5;

    /// <summary>The first line: <c>{id}</c> and <c>{status}</c>.</summary>
    public required string Head { get; init; }

    /// <summary>When it was placed: <c>{date}</c>.</summary>
    public required string Placed { get; init; }

    /// <summary>When it should come: <c>{date}</c>.</summary>
    public required string Expected { get; init; }

    /// <summary>Who brings it: <c>{carrier}</c>.</summary>
    public required string Carrier { get; init; }

    /// <summary>The carrier's number: <c>{tracking}</c>.</summary>
    public required string Tracking { get; init; }

    /// <summary>What it costs: <c>{total}</c>.</summary>
    public required string Total { get; init; }

    /// <summary>What is in it: <c>{items}</c>.</summary>
    public required string Items { get; init; }

    /// <summary>The words for the usual states; a shop's own are told as they are.</summary>
    public required Dictionary<string, string> States { get; init; }

    /// <summary>The order in a few lines.</summary>
    public string Tell(Order order, CultureInfo culture)
    {
        var text = new StringBuilder(Head.Replace("{id}", order.OrderId, StringComparison.Ordinal).Replace("{status}", States.GetValueOrDefault(order.Status, order.Status), StringComparison.Ordinal));
        Line(Placed, "{date}", order.PlacedAt?.ToString("D", culture));
        Line(Expected, "{date}", order.ExpectedOn?.ToString("D", culture));
        Line(Carrier, "{carrier}", order.Carrier);
        Line(Tracking, "{tracking}", order.Tracking);
        Line(Total, "{total}", order.Total);
        Line(Items, "{items}", order.Items is { Length: > 0 } items ? string.Join("、", items.Take(MostItems).Select(item => $"{item.Name} × {item.Quantity}")) + (items.Length > MostItems ? " …" : "") : null);
        return text.ToString();

        void Line(string words, string place, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) text.Append('\n').Append(words.Replace(place, value, StringComparison.Ordinal));
        }
    }
}
