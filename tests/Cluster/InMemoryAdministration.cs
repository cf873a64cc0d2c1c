using System.Collections.Concurrent;
using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Desks;
using LiveChat.Reports;

namespace LiveChat.Cluster;

/// <summary>The trail in memory.</summary>
public sealed class InMemoryAudit : IAuditLog
{
    private readonly ConcurrentQueue<AuditEntry> _entries = new();
    private volatile bool _away;

    /// <summary>While true, everything says that the database is away.</summary>
    public bool Away { get => _away; set => _away = value; }

    public AuditEntry[] All => [.. _entries];

    public Task Append(AuditEntry entry, CancellationToken token)
    {
        if (_away) throw new StoreUnavailableException("The database is away (by the test's wish).");
        _entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<AuditPage> Read(AuditFilter filter, string? after, int limit, CancellationToken token) =>
        after is null ? Task.FromResult(new AuditPage([.. _entries.Reverse().Take(limit)], null)) : throw new FormatException("There is one page here.");
}

/// <summary>Accounts over the users in memory.</summary>
internal sealed class InMemoryAccounts(ChatStores stores) : IAccountStore
{
    private readonly Lock _lock = new();

    public Task<AccountView?> Find(string userId, CancellationToken token) => Task.FromResult(Views().FirstOrDefault(view => view.UserId == userId));

    public Task<AccountPage> List(AccountFilter filter, string? after, int limit, CancellationToken token) => after is not null
        ? throw new FormatException("There is one page here.")
        : Task.FromResult(new AccountPage([.. Views().Where(view => view.Role == (filter.Role ?? view.Role)).Take(limit)], null));

    public async Task<bool> Create(User user, string userName, string passwordHash, AuditEntry deed, CancellationToken token)
    {
        if (!await stores.Users.Add(user, userName, passwordHash, deed.At, token)) return false;
        await stores.Audit.Append(deed, token);
        return true;
    }

    public async Task<AccountUpdated?> Update(AccountUpdate update, AuditEntry deed, CancellationToken token)
    {
        var (left, epoch) = (new List<string>(), 0L);
        lock (_lock)
        {
            var known = stores.Users.Everybody.Single(user => user.User.UserId == update.UserId).User;
            var admins = stores.Users.Everybody.Where(user => user.User is { Role: UserRole.Admin, Disabled: false } && user.UserName is not null).Select(user => user.User.UserId).ToArray();
            if ((update.Role is not UserRole.Admin || update.Disabled) && admins.All(id => id == update.UserId) && admins.Length > 0) return null;
            epoch = known.Epoch + (update.Revokes ? 1 : 0);
            if (update.Role is not UserRole.Agent) left.AddRange(known.Desks);
            stores.Users.Change(known with { Name = update.Name, Role = update.Role, Disabled = update.Disabled, Epoch = epoch, Desks = left.Count > 0 ? [] : known.Desks }, update.PasswordHash);
            if (update.EndsSignIns) stores.Users.EndSignIns(update.UserId);
            foreach (var deskId in left) stores.Desks.Unseat(deskId, update.UserId);
        }
        await stores.Audit.Append(deed, token);
        return new(epoch, [.. left]);
    }

    public Task<AccessRevoked[]> RevokedSince(DateTimeOffset since, CancellationToken token) =>
        Task.FromResult(stores.Users.Everybody.Where(user => user.User.Epoch > 0).Select(user => new AccessRevoked(user.User.UserId, user.User.Epoch)).ToArray());

    private IEnumerable<AccountView> Views() => stores.Users.Everybody.Select(entry => new AccountView(
        entry.User.UserId, entry.User.Name, entry.UserName, entry.User.Role, entry.User.Disabled, entry.User.Desks, stores.Time.GetUtcNow(), null));
}

/// <summary>Setting desks up over the desks in memory.</summary>
internal sealed class InMemoryDeskSetups(ChatStores stores) : IDeskSetupStore
{
    private readonly ConcurrentDictionary<string, WidgetSettings> _widgets = new();

    public async Task<DeskSetup[]> All(CancellationToken token)
    {
        var setups = new List<DeskSetup>();
        foreach (var desk in await stores.Desks.All(token)) setups.Add((await Find(desk.DeskId, token))!);
        return [.. setups];
    }

    public async Task<DeskSetup?> Find(string deskId, CancellationToken token) =>
        Array.Find(await stores.Desks.All(token), desk => desk.DeskId == deskId) is { } desk ? new(desk.DeskId, desk.Name, await stores.Desks.Seats(deskId, token)) : null;

    public async Task<AccessRevoked[]?> Create(DeskSetup desk, AuditEntry deed, CancellationToken token) =>
        await Find(desk.DeskId, token) is null ? await Update(desk, deed, token) : null;

    public async Task<AccessRevoked[]> Update(DeskSetup desk, AuditEntry deed, CancellationToken token)
    {
        var before = await stores.Desks.Seats(desk.DeskId, token);
        await stores.Desks.Save(new(desk.DeskId, desk.Name), token);
        foreach (var seat in desk.Members) await stores.Desks.SaveSeat(seat, token);
        var gone = before.Select(seat => seat.UserId).Except(desk.Members.Select(seat => seat.UserId)).ToArray();
        foreach (var userId in gone) stores.Desks.Unseat(desk.DeskId, userId);
        await stores.Audit.Append(deed, token);
        return [.. gone.Select(userId => new AccessRevoked(userId, 1))];
    }

    public async Task<StoredWidget?> Widget(string deskId, CancellationToken token) =>
        await Find(deskId, token) is { } desk ? new(new(desk.DeskId, desk.Name), _widgets.GetValueOrDefault(deskId)) : null;

    public Task SaveWidget(string deskId, WidgetSettings settings, AuditEntry deed, CancellationToken token)
    {
        _widgets[deskId] = settings;
        return stores.Audit.Append(deed, token);
    }
}

/// <summary>A day on which nothing was counted.</summary>
internal sealed class NoFigures : IDeskFigures
{
    public Task<DayFigures[]> Day(DateTimeOffset since, CancellationToken token) => Task.FromResult(Array.Empty<DayFigures>());
}
