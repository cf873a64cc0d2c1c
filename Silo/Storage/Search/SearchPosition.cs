using LiveChat.Sessions;

namespace LiveChat.Silo.Storage.Search;

/// <summary>
/// The place of a message among all: its time in microseconds, and ten bits by which messages of one moment differ. So
/// the index is in the order of time whenever a message comes into it.
/// </summary>
internal static class SearchPosition
{
    private const int Bits = 10;

    /// <summary>The place, unless another message has it; then the next that is free.</summary>
    public static long Of(Message message)
    {
        Span<byte> id = stackalloc byte[16];
        message.MessageId.TryWriteBytes(id);
        var differs = (id[14] << 8 | id[15]) & ((1 << Bits) - 1);
        return (StoredTypes.ToMicroseconds(message.CreatedAt) << Bits) + differs;
    }
}
