using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai.Tools;

/// <summary>Where orders are looked up: see docs/order-connector.md. Section <c>Assistant:Orders</c>.</summary>
public sealed class OrderOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Assistant:Orders";

    /// <summary>The connector's address, to which <c>orders/{id}</c> is added; none for no look-up.</summary>
    public Uri? Address { get; set; }

    /// <summary>What proves to the connector that it is us; sent as a bearer token.</summary>
    public string? Key { get; set; }

    /// <summary>How long the connector may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(3);
}

/// <summary>Refuses settings that cannot work, by name.</summary>
internal sealed class OrderOptionsValidator : IValidateOptions<OrderOptions>
{
    public ValidateOptionsResult Validate(string? name, OrderOptions options)
    {
        var faults = new List<string>();
        if (options.Address is not null and not { IsAbsoluteUri: true, Scheme: "http" or "https" }) faults.Add("Assistant:Orders:Address must be an http or https address.");
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromSeconds(30)) faults.Add("Assistant:Orders:Timeout must be above zero and at most 30 s.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
