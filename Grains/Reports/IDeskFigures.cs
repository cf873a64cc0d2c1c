namespace LiveChat.Reports;

/// <summary>Counts over the stored sessions.</summary>
public interface IDeskFigures
{
    /// <summary>What each desk's day has come to, of the sessions begun since the day before; desks without any are left out.</summary>
    Task<DayFigures[]> Day(DateTimeOffset since, CancellationToken token);
}

/// <summary>A desk's day in figures; see <see cref="WallDesk"/>.</summary>
public sealed record DayFigures(string DeskId, int AssistantSessions, int HandedOver, int Closed);
