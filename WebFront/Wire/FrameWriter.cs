using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LiveChat.WebFront.Wire;

/// <summary>Writes events as bytes. One a thread, used anew for each event: nothing is allocated but the bytes themselves.</summary>
internal sealed class FrameWriter
{
    private const int UsualSize = 1024;
    private const int LargestKept = 64 * 1024;

    private static readonly JsonWriterOptions Options = new()
    {
        // As SignalR writes: the bytes are never put into a page as they are, and Chinese stays readable and short.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        // What is written here is fixed by code and tests.
        SkipValidation = true,
    };

    [ThreadStatic]
    private static FrameWriter? t_writer;

    private ArrayBufferWriter<byte> _bytes = new(UsualSize);
    private readonly Utf8JsonWriter _json;

    private FrameWriter() => _json = new(_bytes, Options);

    /// <summary>The writer of this thread, empty. Nothing may be awaited until <see cref="Take"/>.</summary>
    public static FrameWriter Begin()
    {
        var writer = t_writer ??= new();
        if (writer._bytes.Capacity > LargestKept) writer._bytes = new(UsualSize);
        else writer._bytes.ResetWrittenCount();
        return writer;
    }

    /// <summary>A fresh JSON value at the end of what is written.</summary>
    public Utf8JsonWriter Json()
    {
        _json.Reset(_bytes);
        return _json;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => _bytes.Write(bytes);

    /// <summary>What was written.</summary>
    public byte[] Take() => _bytes.WrittenSpan.ToArray();
}
