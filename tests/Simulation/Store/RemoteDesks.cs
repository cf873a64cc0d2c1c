using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Schedules;

namespace LiveChat.Simulation.Store;

/// <summary>Desks, seats and schedules, as one process reaches them.</summary>
internal sealed class RemoteDesks(Database database, Connection connection) : IDeskStore, IScheduleStore
{
    public Task<Desk[]> All(CancellationToken token) => connection.Read(() => database.Desks.All(token));

    public Task<DeskSeat[]> Seats(string deskId, CancellationToken token) => connection.Read(() => database.Desks.Seats(deskId, token));

    public Task Save(Desk desk, CancellationToken token) => connection.Write(() => database.Desks.Save(desk, token));

    public Task SaveSeat(DeskSeat seat, CancellationToken token) => connection.Write(() => database.Desks.SaveSeat(seat, token));

    public Task<DeskSchedule?> Find(string deskId, CancellationToken token) => connection.Read(() => database.Schedules.Find(deskId, token));

    public Task<bool> Save(DeskSchedule schedule, AuditEntry deed, CancellationToken token) => connection.Write(() => database.Schedules.Save(schedule, deed, token));

    public Task<bool> Record(TargetMiss miss, CancellationToken token) => connection.Write(() => database.Record(miss));

    public Task<DeskMisses[]> MissesSince(DateTimeOffset since, CancellationToken token) => connection.Read(() => database.Schedules.MissesSince(since, token));
}
