using LiveChat.Sessions;

namespace LiveChat.Tickets;

// The conversations that a ticket belongs to say so in their log. Told beside our turns, for a session may wait for us.
public sealed partial class ServiceTicket
{
    private IGrainTimer? _telling;

    /// <summary>Tells those that do not know yet, now and until each has heard; after a restart, when somebody asks for the ticket.</summary>
    private void TellSessions()
    {
        if (_telling is not null || _stored is not { Untold.Length: > 0 }) return;
        _telling = this.RegisterGrainTimer(Tell, new() { DueTime = TimeSpan.Zero, Period = options.Value.RetryInterval, Interleave = true, KeepAlive = true });
    }

    private async Task Tell(CancellationToken token)
    {
        foreach (var sessionId in _stored?.Untold ?? [])
        {
            if (await IsTold(sessionId) && _stored is not null) _stored = _stored with { Untold = [.. _stored.Untold.Where(id => id != sessionId)] };
        }
        if (await IsSaved() && _stored is not { Untold.Length: > 0 })
        {
            _telling?.Dispose();
            _telling = null;
        }
    }

    private async Task<bool> IsTold(Guid sessionId)
    {
        try
        {
            return await GrainFactory.GetGrain<ISessionControl>(sessionId).ShowTicket(Id, _stored!.Ticket.Number);
        }
        catch (Exception fault)
        {
            // Whatever ails the session: it is told again, and says it once.
            LogSessionAway(logger, Id, sessionId, fault);
            return false;
        }
    }

    private async Task<bool> IsSaved()
    {
        if (_stored is not { } stored) return true;
        try
        {
            await tickets.SaveUntold(Id, stored.Ticket.Revision, stored.Untold, CancellationToken.None);
            return true;
        }
        catch (StoreUnavailableException fault)
        {
            StoreAway(fault);
            return false;
        }
    }
}
