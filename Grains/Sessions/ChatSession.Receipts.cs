namespace LiveChat.Sessions;

// How far it was read. In a group readers come in crowds: what they read is told together, once in a while, and of one
// size however many they are, so that the cost does not grow with the square of the members.
public sealed partial class ChatSession
{
    private const int MostReadersTold = 20;
    private const int LookBack = 20;

    private readonly Dictionary<string, long> _readToTell = new(StringComparer.Ordinal);
    private IGrainTimer? _tellingRead;

    /// <inheritdoc/>
    public async Task<Outcome<ReadReceipts>> Receipts(Caller caller, long seq)
    {
        if (await Ready() is { } away) return away;
        if (Refuse(caller, Deed.See) is { } refusal) return refusal;
        if (seq < 1 || seq > _state!.Header.LastSeq) return Invalid("seq must be the number of an entry.");
        try
        {
            var entry = await log.ReadOne(Id, LogKind.Shared, seq, CancellationToken.None);
            return ReceiptRules.Of(_state!.Members, entry?.SenderId ?? "", seq);
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    private void TellReadSoon(string userId, long seq)
    {
        _readToTell[userId] = seq;
        _tellingRead ??= this.RegisterGrainTimer(TellRead, new() { DueTime = _options.ReadInterval, Period = Timeout.InfiniteTimeSpan });
    }

    private async Task TellRead(CancellationToken token)
    {
        _tellingRead?.Dispose();
        _tellingRead = null;
        var read = Array.ConvertAll(_readToTell.ToArray(), pair => new ReadCursor(pair.Key, pair.Value));
        _readToTell.Clear();
        if (_state is not { } state || read.Length == 0) return;
        if (state.Members.Length <= MostReadersTold) await Publish(new ReadsMoved(Id, read));
        else if (await NewestMessage() is { } newest)
        {
            var receipts = ReceiptRules.Of(state.Members, newest.SenderId, newest.Seq);
            await Publish(new ReceiptsCounted(Id, newest.Seq, receipts.ReadBy, receipts.Total));
        }
    }

    private async Task<Message?> NewestMessage()
    {
        try
        {
            var tail = await log.Read(Id, LogKind.Shared, new(null, null, LookBack), CancellationToken.None);
            return Array.FindLast(tail, entry => entry.Type is not MessageType.System);
        }
        catch (StoreUnavailableException fault)
        {
            // Who wants to know asks: this is a courtesy.
            StoreAway(fault);
            return null;
        }
    }
}
