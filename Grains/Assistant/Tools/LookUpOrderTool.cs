using System.Text.Json;
using System.Text.RegularExpressions;

namespace LiveChat.Assistant.Tools;

/// <summary>Looks an order of whoever asks up, at the shop's own system.</summary>
public sealed partial class LookUpOrderTool(IOrders orders) : IAssistantTool
{
    /// <summary>Its name.</summary>
    public const string ToolName = "look_up_order";

    /// <inheritdoc/>
    public string Name => ToolName;

    /// <inheritdoc/>
    public string Describe(ToolContext context) => "Looks up one of the customer's own orders by its number: its state, its delivery, what is in it. Orders of others are not found.";

    /// <inheritdoc/>
    public JsonElement Parameters { get; } = ToolJson.Schema(("orderId", "The order's number as the customer gave it.", false));

    /// <inheritdoc/>
    public bool IsOffered(ToolContext context) => orders.AreKnown && context.Asker.Role is not UserRole.Visitor;

    /// <inheritdoc/>
    public string SubjectOf(ToolArguments arguments) => arguments.Text("orderId") ?? string.Empty;

    /// <summary>The first number in a text that may be an order's; null without any.</summary>
    public static string? NumberIn(string text) => Number().Match(text) is { Success: true } found ? found.Value : null;

    /// <inheritdoc/>
    public async Task<ToolAnswer> Use(ToolContext context, ToolArguments arguments, CancellationToken token)
    {
        if (arguments.Text("orderId") is not { } orderId || !Whole().IsMatch(orderId)) return ToolAnswer.Refused("orderId is 1 to 40 letters, digits and dashes.");
        var order = await orders.Find(context.Asker.UserId, orderId, token);
        // The connector is asked for this customer's alone; whatever it answers, nobody gets another's.
        return order is null || order.CustomerId != context.Asker.UserId
            ? ToolAnswer.Nothing("The customer has no order of this number.")
            : ToolAnswer.Done(order);
    }

    [GeneratedRegex("(?<![A-Za-z0-9])[A-Za-z]{0,4}-?[0-9]{4,20}(?![A-Za-z0-9])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Number();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9-]{0,39}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Whole();
}

/// <summary>The shop's orders, wherever they are kept.</summary>
public interface IOrders
{
    /// <summary>Whether anybody can be asked.</summary>
    bool AreKnown { get; }

    /// <summary>An order of a customer; null when that customer has none of this number.</summary>
    Task<Order?> Find(string customerId, string orderId, CancellationToken token);
}

/// <summary>An order, as docs/order-connector.md has it.</summary>
/// <param name="OrderId">Its number.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="Status">Where it stands: <c>placed</c>, <c>paid</c>, <c>packed</c>, <c>shipped</c>, <c>delivered</c>, <c>cancelled</c>, <c>returned</c>, or the shop's own word.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="Total">What it costs, with its currency, such as <c>TWD 1,280</c>.</param>
/// <param name="Carrier">Who delivers it.</param>
/// <param name="Tracking">The carrier's number for it.</param>
/// <param name="ExpectedOn">The day on which it should come.</param>
/// <param name="Items">What is in it.</param>
public sealed record Order(
    string OrderId,
    string CustomerId,
    string Status,
    DateTimeOffset? PlacedAt = null,
    string? Total = null,
    string? Carrier = null,
    string? Tracking = null,
    DateOnly? ExpectedOn = null,
    OrderItem[]? Items = null);

/// <summary>Something in an order.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Quantity">How many.</param>
public sealed record OrderItem(string Name, int Quantity);
