using LiveChat.Files;

namespace LiveChat.Silo.Storage.Files;

/// <summary>A file being written: a disk that is full or fails is told as such, apart from what ails the sender.</summary>
internal sealed class FullDiskStream(FileStream file) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position { get => file.Position; set => file.Position = value; }

    public static FileSpaceException NoRoom(Exception fault) => new("The server cannot store files now: its disk is full or fails. Try again later.", fault);

    public override void Flush() => Try(() => file.Flush());

    public override int Read(byte[] buffer, int offset, int count) => file.Read(buffer, offset, count);

    public override int Read(Span<byte> buffer) => file.Read(buffer);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => file.ReadAsync(buffer, cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => Try(() => file.SetLength(value));

    public override void Write(byte[] buffer, int offset, int count) => Try(() => file.Write(buffer, offset, count));

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await file.WriteAsync(buffer, cancellationToken);
        }
        catch (IOException fault)
        {
            throw NoRoom(fault);
        }
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await file.FlushAsync(cancellationToken);
        }
        catch (IOException fault)
        {
            throw NoRoom(fault);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await file.DisposeAsync();
        }
        catch (IOException fault)
        {
            throw NoRoom(fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Try(file.Dispose);
    }

    private static void Try(Action write)
    {
        try
        {
            write();
        }
        catch (IOException fault)
        {
            throw NoRoom(fault);
        }
    }
}
