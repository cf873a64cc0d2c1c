namespace LiveChat.Sessions;

/// <summary>The newest receipts by client id, so that a repeat costs no database call. Older ones are caught by the log's unique index.</summary>
internal sealed class RecentReceipts
{
    private const int Most = 64;

    private readonly Dictionary<(string SenderId, string ClientId), Receipt> _receipts = [];
    private readonly Queue<(string, string)> _oldest = new();

    /// <summary>The receipt given for this client id, or null.</summary>
    public Receipt? Find(string senderId, string clientId) =>
        _receipts.TryGetValue((senderId, clientId), out var receipt) ? receipt with { Duplicate = true } : null;

    /// <summary>Remembers a receipt; the oldest is forgotten when there are too many.</summary>
    public void Add(string senderId, string clientId, Receipt receipt)
    {
        if (!_receipts.TryAdd((senderId, clientId), receipt))
        {
            _receipts[(senderId, clientId)] = receipt;
            return;
        }
        _oldest.Enqueue((senderId, clientId));
        if (_oldest.Count > Most) _receipts.Remove(_oldest.Dequeue());
    }
}
