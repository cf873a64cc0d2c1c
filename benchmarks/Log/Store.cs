using LiveChat.Sessions;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveChat.Benchmarks.Log;

/// <summary>The log as a silo has it, and sessions that write to it as their grains do: one append after the other.</summary>
internal sealed class Store(IHost host) : IAsyncDisposable
{
    private const string Text = "您好，请问我的订单什么时候可以发货？ Could you tell me when my order ships, please?";
    private readonly IMessageLog _log = host.Services.GetRequiredService<IMessageLog>();
    private readonly List<SessionHeader> _sessions = [];

    public static async Task<Store> Open(string provider, string connectionString)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = provider,
            ["ConnectionStrings:LiveChat"] = connectionString,
        });
        builder.Services.AddLiveChatStorage(builder.Configuration);
        var host = builder.Build();
        await host.StartAsync();
        return new Store(host);
    }

    public async Task<Measured> Run(int sessions, TimeSpan duration)
    {
        while (_sessions.Count < sessions) _sessions.Add(await Create());
        return await Measured.Run(sessions, duration, Append);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
    }

    private async Task Append(int session)
    {
        var now = TimeProvider.System.GetUtcNow();
        var header = _sessions[session] with { LastSeq = _sessions[session].LastSeq + 1, UpdatedAt = now };
        await _log.Append(new SessionAppend
        {
            Header = header,
            Entries =
            [
                new Message
                {
                    MessageId = Guid.CreateVersion7(),
                    SessionId = header.SessionId,
                    Seq = header.LastSeq,
                    Type = MessageType.User,
                    SenderId = "b1",
                    SenderName = "保安堂药房",
                    Content = Text,
                    ClientMessageId = Guid.CreateVersion7().ToString(),
                    CreatedAt = now,
                },
            ],
        }, CancellationToken.None);
        _sessions[session] = header;
    }

    private async Task<SessionHeader> Create()
    {
        var now = TimeProvider.System.GetUtcNow();
        var header = new SessionHeader
        {
            SessionId = Guid.CreateVersion7(),
            Kind = SessionKind.Direct,
            Title = "",
            Status = SessionStatus.Open,
            CreatorId = "b1",
            CreatedAt = now,
            UpdatedAt = now,
        };
        await _log.Append(new SessionAppend
        {
            Header = header,
            Created = true,
            Members = [new SessionMember("b1", "保安堂药房", UserRole.Customer, 0), new SessionMember("m1", "保和堂医药集团", UserRole.Agent, 0)],
        }, CancellationToken.None);
        return header;
    }
}
