using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Safety;

/// <summary>Which other sites' pages may call us as applications of their own; the section <c>Cors</c>.</summary>
internal sealed class CorsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cors";

    /// <summary>Origins such as <c>https://shop.example</c>; none by default.</summary>
    public string[] Origins { get; set; } = [];
}

/// <summary>Which other sites' pages may have the widget in them; the section <c>Widget</c>.</summary>
internal sealed class WidgetOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Widget";

    /// <summary>Any site's pages.</summary>
    public const string Any = "*";

    /// <summary>Origins such as <c>https://shop.example</c>, or <c>*</c> for any; none by default.</summary>
    public string[] Origins { get; set; } = [];
}

/// <summary>Names the setting that is wrong.</summary>
internal sealed class OriginsValidator : IValidateOptions<CorsOptions>, IValidateOptions<WidgetOptions>
{
    public ValidateOptionsResult Validate(string? name, CorsOptions options) => Validate("Cors:Origins", options.Origins);

    public ValidateOptionsResult Validate(string? name, WidgetOptions options) =>
        Validate("Widget:Origins", options.Origins.Where(origin => origin != WidgetOptions.Any));

    private static ValidateOptionsResult Validate(string setting, IEnumerable<string> origins)
    {
        foreach (var origin in origins)
        {
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var uri) || uri.GetLeftPart(UriPartial.Authority) != origin || uri.Scheme is not ("http" or "https"))
                return ValidateOptionsResult.Fail($"{setting}: \"{origin}\" is not an origin such as https://shop.example (no path, no slash at the end).");
        }
        return ValidateOptionsResult.Success;
    }
}

/// <summary>The other sites whose pages may call us. What they may do there, their visitors' tokens say.</summary>
internal sealed class KnownOrigins(IOptions<CorsOptions> cors, IOptions<WidgetOptions> widget)
{
    private readonly HashSet<string> _named = new([.. cors.Value.Origins, .. widget.Value.Origins], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether every site is one of them.</summary>
    public bool AreAll => _named.Contains(WidgetOptions.Any);

    /// <summary>Whether this one is.</summary>
    public bool Contains(string origin) => AreAll || _named.Contains(origin);
}
