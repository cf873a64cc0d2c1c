using System.Text;

namespace LiveChat.WebFront.Tests.Tracing;

/// <summary>A span as it stands in an OTLP export: the fields of opentelemetry.proto.trace.v1.Span that the tests look at.</summary>
internal sealed record Span(string TraceId, string Id, string ParentId, string Name)
{
    /// <summary>All spans of an ExportTraceServiceRequest: its resource spans (1) hold scope spans (2), which hold spans (2).</summary>
    public static IEnumerable<Span> ReadAll(byte[] export) =>
        from resource in Fields(export) where resource.Number == 1
        from scope in Fields(resource.Bytes) where scope.Number == 2
        from span in Fields(scope.Bytes) where span.Number == 2
        select Read(span.Bytes);

    private static Span Read(byte[] bytes)
    {
        var fields = Fields(bytes).ToLookup(field => field.Number, field => field.Bytes);
        return new(Hex(1), Hex(2), Hex(4), Encoding.UTF8.GetString(fields[5].Single()));

        string Hex(int number) => Convert.ToHexString(fields[number].SingleOrDefault() ?? []);
    }

    /// <summary>The fields of a protobuf message that have a length; numbers are passed over.</summary>
    private static IEnumerable<(int Number, byte[] Bytes)> Fields(byte[] message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            switch (tag & 7)
            {
                case 0:
                    Varint(message, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case 2:
                    var length = (int)Varint(message, ref at);
                    yield return ((int)(tag >> 3), message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"No protobuf: wire type {tag & 7}.");
            }
        }
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }
    }
}
