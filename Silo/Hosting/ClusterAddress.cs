using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace LiveChat.Silo.Hosting;

/// <summary>Which address a silo tells others, by the setting <c>Cluster:Address</c>.</summary>
internal static class ClusterAddress
{
    /// <summary>The address.</summary>
    /// <exception cref="InvalidOperationException">The machine has none of the kind asked for.</exception>
    public static IPAddress Of(ClusterSettings settings) => settings.Address.ToLowerInvariant() switch
    {
        ClusterSettings.Loopback => IPAddress.Loopback,
        ClusterSettings.Private => OfInterfaces().FirstOrDefault(IsPrivate) ?? throw None("the machine has no private IPv4 address"),
        ClusterSettings.Container => OfHostName() ?? throw None($"the host's name {Dns.GetHostName()} resolves to no IPv4 address"),
        var literal => IPAddress.Parse(literal),
    };

    /// <summary>Whether an IPv4 address is one of those that are never routed on the internet.</summary>
    public static bool IsPrivate(IPAddress address) => address.GetAddressBytes() is [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, ..];

    private static IEnumerable<IPAddress> OfInterfaces() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(each => each.OperationalStatus == OperationalStatus.Up)
        .SelectMany(each => each.GetIPProperties().UnicastAddresses)
        .Select(each => each.Address)
        .Where(each => each.AddressFamily == AddressFamily.InterNetwork);

    private static IPAddress? OfHostName() => Dns.GetHostAddresses(Dns.GetHostName(), AddressFamily.InterNetwork)
        .FirstOrDefault(each => !IPAddress.IsLoopback(each));

    private static InvalidOperationException None(string why) =>
        new($"The setting {ClusterSettings.Section}:{nameof(ClusterSettings.Address)} cannot be followed: {why}. Name the address itself.");
}
