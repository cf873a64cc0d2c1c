using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LiveChat.Silo.Backups;

/// <summary>Writes lines of JSON, many of them at once.</summary>
internal sealed class RowLines(Stream stream) : IAsyncDisposable
{
    private const int FlushAtBytes = 128 * 1024;

    // People read these lines too: letters of any script stand as they are.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushAtBytes);
    private readonly Utf8JsonWriter _json = new(Stream.Null, Options);

    /// <summary>Writes one line.</summary>
    public async ValueTask Write(Action<Utf8JsonWriter> write, CancellationToken token)
    {
        _json.Reset(_buffer);
        write(_json);
        _json.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAtBytes) await Flush(token);
    }

    /// <summary>Passes on what is still here.</summary>
    public async ValueTask Flush(CancellationToken token)
    {
        await stream.WriteAsync(_buffer.WrittenMemory, token);
        _buffer.ResetWrittenCount();
    }

    public ValueTask DisposeAsync() => _json.DisposeAsync();
}
