using System.Buffers;
using Orleans.Concurrency;

namespace LiveChat.Audit;

/// <inheritdoc cref="IAuditTrail"/>
[StatelessWorker]
public sealed class AuditTrail(IAuditLog log, TimeProvider clock) : Grain, IAuditTrail
{
    private const int LongestWord = 80;

    private static readonly SearchValues<char> ActionCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz._");

    /// <inheritdoc/>
    public async Task<Outcome<AuditPage>> Read(Caller caller, AuditFilter filter, string? after, int limit)
    {
        if (AdminRules.Refuse(caller) is { } notAdmin) return notAdmin;
        if (limit is < 1 or > AuditPage.Most) return Invalid($"limit must be from 1 to {AuditPage.Most}.");
        if (Refuse(filter) is { } refusal) return refusal;
        try
        {
            return await log.Read(filter, after, limit, CancellationToken.None);
        }
        catch (FormatException)
        {
            return Invalid("after must be what the last page answered.");
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<AuditPage>> Export(Caller caller, AuditFilter filter)
    {
        if ((AdminRules.Refuse(caller) ?? Refuse(filter)) is { } refusal) return refusal;
        await log.Append(Audited.Deed(clock, caller, AuditAction.AuditExported, null, ("actor", filter.Actor), ("action", filter.Action), ("target", filter.Target)), CancellationToken.None);
        return await Read(caller, filter, null, AuditPage.Most);
    }

    private static Refusal? Refuse(AuditFilter filter)
    {
        if (filter.Actor is { Length: > LongestWord } || filter.Target is { Length: > LongestWord }) return Invalid($"actor and target have at most {LongestWord} characters.");
        if (filter.Action is { } action && (action.Length is 0 or > LongestWord || action.AsSpan().ContainsAnyExcept(ActionCharacters)))
            return Invalid("action is a word such as user or user.changed.");
        return filter is { From: { } from, To: { } to } && from >= to ? Invalid("from must be before to.") : null;
    }

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
