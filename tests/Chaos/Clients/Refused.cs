using System.Net.Sockets;

namespace LiveChat.Chaos.Clients;

/// <summary>The server refused a call.</summary>
internal sealed class Refused(string code, string message) : Exception(message)
{
    private static readonly string[] Passing = ["UNAUTHENTICATED", "RATE_LIMITED", "OVERLOADED", "STORE_UNAVAILABLE", "TIMEOUT", "AI_UNAVAILABLE"];

    /// <summary>The protocol's code.</summary>
    public string Code => code;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool Passes => Passing.Contains(code);

    /// <summary>Whether a call that failed so is to be tried again: the way is broken, or the server says that it passes.</summary>
    public static bool IsPassing(Exception failure) =>
        failure is Refused { Passes: true } or IOException or SocketException or TimeoutException or ObjectDisposedException or HttpRequestException or OperationCanceledException;

    /// <summary>What a hub's completion says.</summary>
    public static Refused FromHub(string error)
    {
        const string mark = "HubException: ";
        var said = error.IndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? error[(at + mark.Length)..] : error;
        var colon = said.IndexOf(':', StringComparison.Ordinal);
        return new(colon > 0 ? said[..colon] : "", error);
    }
}
