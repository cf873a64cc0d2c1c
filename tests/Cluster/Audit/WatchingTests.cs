using LiveChat.Audit;
using LiveChat.Cluster.Sessions;
using LiveChat.Sessions;

namespace LiveChat.Cluster.Audit;

/// <summary>What admins do in sessions of others stands in the trail; what members do does not.</summary>
public sealed class WatchingTests : IAsyncLifetime
{
    private ChatCluster _cluster = null!;
    private Guid _session;

    private InMemoryAudit Audit => _cluster.Stores.Audit;

    public async Task InitializeAsync()
    {
        var assistant = new ScriptedAssistant();
        _cluster = await ChatCluster.Start(assistant.Install);
        _session = await _cluster.Create(People.Buyer, SessionKind.Assistant);
    }

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Watching_is_recorded_once_an_hour_however_it_is_read()
    {
        await _cluster.Session(_session).Join(People.Admin, null);
        await _cluster.Session(_session).Join(People.Admin, 0);
        await _cluster.Session(_session).History(People.Admin, new(null, null, 10));
        await _cluster.Session(_session).Notes(People.Admin, new(null, null, 10));
        var entry = Audit.All.Should().ContainSingle().Which;
        (entry.Action, entry.ActorId, entry.Target).Should().Be((AuditAction.SessionWatched, People.Admin.UserId, _session.ToString()));

        _cluster.Time.Advance(TimeSpan.FromMinutes(61));
        await _cluster.Session(_session).History(People.Admin, new(null, null, 10));
        Audit.All.Should().HaveCount(2);
    }

    [Fact]
    public async Task Members_leave_no_trace_by_reading()
    {
        await _cluster.Session(_session).Join(People.Buyer, null);
        await _cluster.Session(_session).Join(People.Agent, null);
        Audit.All.Should().BeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_recorded_is_not_shown_and_not_removed()
    {
        Audit.Away = true;
        (await _cluster.Session(_session).Join(People.Admin, null)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await _cluster.Session(_session).History(People.Admin, new(null, null, 10))).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await _cluster.Session(_session).Delete(People.Admin))!.Code.Should().Be(RefusalCode.StoreUnavailable);
        (await _cluster.Session(_session).Read(People.Buyer)).Value.Should().NotBeNull();
    }

    [Fact]
    public async Task A_removal_is_recorded_whoever_removes()
    {
        (await _cluster.Session(_session).Delete(People.Agent))!.Code.Should().Be(RefusalCode.NotFound);
        (await _cluster.Session(_session).Delete(People.Buyer)).Should().BeNull();
        Audit.All.Select(entry => (entry.Action, entry.ActorId)).Should().Equal((AuditAction.SessionDeleted, People.Buyer.UserId));
    }

    [Fact]
    public async Task The_trail_is_for_admins()
    {
        var trail = _cluster.Client.GetGrain<IAuditTrail>(IAuditTrail.All);
        foreach (var caller in new[] { People.Visitor, People.Buyer, People.Agent })
        {
            (await trail.Read(caller, new(), null, 10)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await trail.Export(caller, new())).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        }
        (await trail.Read(People.Admin, new(), null, 0)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await trail.Read(People.Admin, new(), "x", 10)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await trail.Read(People.Admin, new(Action: "Not' or 1=1"), null, 10)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await trail.Export(People.Admin, new())).Value!.Entries.Should().ContainSingle(entry => entry.Action == AuditAction.AuditExported);
    }
}
