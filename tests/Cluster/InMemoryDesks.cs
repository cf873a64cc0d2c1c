using System.Collections.Concurrent;
using LiveChat.Desks;

namespace LiveChat.Cluster;

/// <summary>The desk store in memory; it begins with the desks m1 and m2.</summary>
public sealed class InMemoryDesks : IDeskStore
{
    private readonly ConcurrentDictionary<string, Desk> _desks = new() { ["m1"] = new("m1", "Bookshop"), ["m2"] = new("m2", "Tea house") };
    private readonly ConcurrentDictionary<(string, string), DeskSeat> _seats = new();

    public Task<Desk[]> All(CancellationToken token) => Task.FromResult(_desks.Values.OrderBy(desk => desk.Name, StringComparer.Ordinal).ToArray());

    public Task<DeskSeat[]> Seats(string deskId, CancellationToken token) =>
        Task.FromResult(_seats.Values.Where(seat => seat.DeskId == deskId).OrderBy(seat => seat.UserId, StringComparer.Ordinal).ToArray());

    public Task Save(Desk desk, CancellationToken token)
    {
        _desks[desk.DeskId] = desk;
        return Task.CompletedTask;
    }

    /// <summary>Takes a seat away.</summary>
    public void Unseat(string deskId, string userId) => _seats.TryRemove((deskId, userId), out _);

    public Task SaveSeat(DeskSeat seat, CancellationToken token)
    {
        _seats[(seat.DeskId, seat.UserId)] = seat;
        return Task.CompletedTask;
    }
}
