namespace LiveChat.Desks;

/// <summary>Reads the conversations of a desk, which no session could answer alone.</summary>
public interface IDeskSessionIndex
{
    /// <summary>A page, newest first.</summary>
    /// <exception cref="FormatException"><see cref="DeskSessionQuery.Next"/> was not given out.</exception>
    /// <exception cref="StoreUnavailableException">The database is away.</exception>
    Task<DeskSessionPage> OfDesk(string deskId, DeskSessionQuery query, CancellationToken token);
}
