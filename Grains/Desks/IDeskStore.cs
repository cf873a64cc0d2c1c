namespace LiveChat.Desks;

/// <summary>The stored desks and seats.</summary>
public interface IDeskStore
{
    /// <summary>All desks, by name.</summary>
    Task<Desk[]> All(CancellationToken token);

    /// <summary>The seats at a desk.</summary>
    Task<DeskSeat[]> Seats(string deskId, CancellationToken token);

    /// <summary>Writes a desk, new or changed.</summary>
    Task Save(Desk desk, CancellationToken token);

    /// <summary>Writes a seat, new or changed.</summary>
    Task SaveSeat(DeskSeat seat, CancellationToken token);
}
