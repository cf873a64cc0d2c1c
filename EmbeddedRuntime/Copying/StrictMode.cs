using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>
/// Strict mode copies all that crosses a grain or stream boundary through the members that would go over the wire.
/// On by the switch or the configuration key; test clusters turn it on unless the switch says no.
/// </summary>
internal static class StrictMode
{
    public const string Switch = "LiveChat.EmbeddedRuntime.Strict";
    public const string Key = "EmbeddedRuntime:Strict";

    public static Copier? CopierFor(IServiceProvider services) => IsOn(services) ? Copier.Instance : null;

    private static bool IsOn(IServiceProvider services) =>
        AppContext.TryGetSwitch(Switch, out var isOn) ? isOn : services.GetService<IConfiguration>()?.GetValue(Key, defaultValue: false) ?? false;
}
