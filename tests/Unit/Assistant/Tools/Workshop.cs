using System.Collections.Concurrent;
using LiveChat.Assistant.Tools;
using LiveChat.Audit;
using LiveChat.Moods;
using LiveChat.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Unit.Assistant.Tools;

/// <summary>A toolbox with a session, an audit, orders and tickets in memory, and what became of them.</summary>
internal sealed class Workshop
{
    public static readonly Caller Buyer = new("b1", "Bao", UserRole.Customer, []);

    public static readonly Caller Visitor = new("v-1", "Vera", UserRole.Visitor, []);

    public FakeSession Session { get; } = new();

    public FakeAudit Audit { get; } = new();

    public FakeOrders Orders { get; } = new();

    public FakeTickets Tickets { get; } = new();

    public ToolOptions Options { get; } = new();

    public List<IAssistantTool> Tools { get; } = [];

    public Workshop() => Tools.AddRange([new LookUpOrderTool(Orders), new OpenTicketTool(Tickets.Open), new HandOverTool()]);

    public Toolbox For(Caller asker, string? deskId = "m1", string question = "?", TimeProvider? clock = null) => new(
        new ToolContext(Guid.CreateVersion7(), Guid.CreateVersion7(), deskId, question, asker), Tools, Session, Audit, Options, clock ?? TimeProvider.System, NullLogger.Instance);
}

/// <summary>A session that notes which tools it was told of.</summary>
internal sealed class FakeSession : ISessionControl
{
    public ConcurrentQueue<(string Tool, string Subject)> Shown { get; } = new();

    /// <summary>Whether the answer still goes on.</summary>
    public bool GoesOn { get; set; } = true;

    public Task<bool> UseTool(Guid replyId, string tool, string subject)
    {
        if (GoesOn) Shown.Enqueue((tool, subject));
        return Task.FromResult(GoesOn);
    }

    public ValueTask<bool> ShowChunk(Guid replyId, int chunkIndex, string content) => new(GoesOn);

    public Task EndReply(FinishedReply reply) => Task.CompletedTask;

    public Task Feel(Mood mood) => Task.CompletedTask;

    public Task AgentLost(string agentId) => Task.CompletedTask;

    public Task AgentFull(string agentId) => Task.CompletedTask;

    public Task DeskClosed(string deskId, DateTimeOffset? opensAt) => Task.CompletedTask;

    public Task WishKept(KeptWish kept) => Task.CompletedTask;

    public Task<bool> ShowTicket(Guid ticketId, long number) => Task.FromResult(true);

    public Task<SessionHeader?> Header() => Task.FromResult<SessionHeader?>(null);
}

internal sealed class FakeAudit : IAuditLog
{
    public ConcurrentQueue<AuditEntry> Entries { get; } = new();

    public bool Away { get; set; }

    public Task Append(AuditEntry entry, CancellationToken token)
    {
        if (Away) throw new StoreUnavailableException("away");
        Entries.Enqueue(entry);
        return Task.CompletedTask;
    }

    public Task<AuditPage> Read(AuditFilter filter, string? after, int limit, CancellationToken token) => throw new NotSupportedException();
}

/// <summary>A careless shop: it gives every order to everybody who knows its number.</summary>
internal sealed class FakeOrders : IOrders
{
    public Dictionary<string, Order> All { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<(string CustomerId, string OrderId)> Asked { get; } = new();

    public Func<CancellationToken, Task>? Before { get; set; }

    public bool AreKnown { get; set; } = true;

    public async Task<Order?> Find(string customerId, string orderId, CancellationToken token)
    {
        Asked.Enqueue((customerId, orderId));
        if (Before is { } before) await before(token);
        return All.GetValueOrDefault(orderId);
    }
}
