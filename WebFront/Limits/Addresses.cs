using System.Net;

namespace LiveChat.WebFront.Limits;

/// <summary>Whom an address stands for.</summary>
internal static class Addresses
{
    private const int NetworkBytes = 8;

    /// <summary>An IPv4 address as it is; of an IPv6 address the network (/64), for one customer has a whole one.</summary>
    public static string KeyOf(IPAddress? address)
    {
        if (address is null) return "unknown";
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4().ToString();
        return address.GetAddressBytes() is { Length: > NetworkBytes } bytes
            ? Convert.ToHexStringLower(bytes.AsSpan(0, NetworkBytes))
            : address.ToString();
    }

    public static string AddressKey(this HttpContext http) => KeyOf(http.Connection.RemoteIpAddress);
}
