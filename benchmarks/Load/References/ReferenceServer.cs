using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LiveChat.Load.References;

/// <summary>
/// What our figures are held against, on the same wire and the same sockets: hubs that relay a message to the group and
/// do nothing else than what their name says. No authentication, membership, idempotency, limits or projections.
/// </summary>
public static class ReferenceServer
{
    /// <summary>Serves one reference until the process is stopped.</summary>
    /// <param name="kind"><c>bare</c>, <c>insert</c> or <c>batch</c>.</param>
    /// <param name="url">Where to listen.</param>
    /// <param name="connectionString">The database, for the latter two.</param>
    public static async Task Run(string kind, string url, string? connectionString)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url);
        builder.Services.AddSignalR(options => options.MaximumParallelInvocationsPerClient = 1);
        // As one would set it up who wants it fast: statements prepared by themselves, no more connections than one core serves.
        await using var database = connectionString is null ? null : NpgsqlDataSource.Create($"{connectionString};Maximum Pool Size=64;Max Auto Prepare=8;Auto Prepare Min Usages=1");
        if (database is not null) await ReferenceTable.Create(database);
        await using IMessageSink sink = kind switch
        {
            "bare" => new NoSink(),
            "insert" => new InsertSink(database!),
            "batch" => new BatchSink(database!),
            _ => throw new ArgumentException($"There is no reference '{kind}'; there are bare, insert and batch.", nameof(kind)),
        };
        builder.Services.AddSingleton(sink);
        var app = builder.Build();
        app.MapHub<ReferenceHub>("/hubs/chat");
        app.MapGet("/health/ready", () => "ready");
        await app.RunAsync();
    }
}

/// <summary>A message on its way through a reference.</summary>
public sealed record ReferenceMessage(Guid SessionId, Guid ClientMessageId, string Content);

/// <summary>The receipt, in the form of ours.</summary>
public sealed record ReferenceReceipt(Guid MessageId, long Seq, DateTimeOffset CreatedAt, bool Duplicate, bool Durable);

/// <summary>The hub of all references.</summary>
public sealed class ReferenceHub(IMessageSink sink) : Hub
{
    private static long s_seq;

    public Task Join(Guid sessionId) => Groups.AddToGroupAsync(Context.ConnectionId, sessionId.ToString());

    public async Task<ReferenceReceipt> Send(ReferenceMessage message)
    {
        var receipt = new ReferenceReceipt(Guid.CreateVersion7(), Interlocked.Increment(ref s_seq), TimeProvider.System.GetUtcNow(), false, true);
        await sink.Store(message, receipt);
        await Clients.Group(message.SessionId.ToString()).SendAsync("event", new
        {
            type = "message",
            message = new { receipt.MessageId, message.SessionId, receipt.Seq, type = "user", senderId = "u", senderName = "u", message.Content, message.ClientMessageId, receipt.CreatedAt },
        });
        return receipt;
    }
}
