using System.Buffers.Text;

namespace LiveChat.Load.Wire;

/// <summary>Looks into hub messages without parsing them whole. It relies on the order in which SignalR writes properties.</summary>
public static class HubRecord
{
    /// <summary>Whether it answers an invocation.</summary>
    public static bool IsCompletion(ReadOnlySpan<byte> record) => record.StartsWith("{\"type\":3"u8);

    /// <summary>Whether a completion tells of a failure.</summary>
    public static bool IsError(ReadOnlySpan<byte> record) => record.IndexOf("\"error\":"u8) >= 0 && record.IndexOf("\"result\":"u8) < 0;

    /// <summary>Whether it is the server's event of a type, such as <c>message</c>.</summary>
    public static bool IsEvent(ReadOnlySpan<byte> record, ReadOnlySpan<byte> type)
    {
        var at = record.IndexOf("\"arguments\":[{\"type\":\""u8);
        if (at < 0) return false;
        var rest = record[(at + 22)..];
        return rest.StartsWith(type) && rest.Length > type.Length && rest[type.Length] == (byte)'"';
    }

    /// <summary>The invocation that a completion answers; 0 when it has none.</summary>
    public static int InvocationId(ReadOnlySpan<byte> record)
    {
        var at = record.IndexOf("\"invocationId\":\""u8);
        return at >= 0 && Utf8Parser.TryParse(record[(at + 16)..], out int id, out _) ? id : 0;
    }

    /// <summary>The number behind a marker in the text, such as <c>t=</c>; -1 when there is none.</summary>
    public static long NumberAfter(ReadOnlySpan<byte> record, ReadOnlySpan<byte> marker)
    {
        var at = record.IndexOf(marker);
        return at >= 0 && Utf8Parser.TryParse(record[(at + marker.Length)..], out long number, out _) ? number : -1;
    }
}
