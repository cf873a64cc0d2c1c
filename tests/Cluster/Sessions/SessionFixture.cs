using LiveChat.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Sessions;

/// <summary>A cluster whose assistants and queues do what the test says.</summary>
public sealed class SessionFixture : IAsyncDisposable
{
    private SessionFixture(ChatCluster cluster, ScriptedAssistant assistant, ScriptedQueue queue) =>
        (Cluster, Assistant, Queue) = (cluster, assistant, queue);

    public ChatCluster Cluster { get; }

    public ScriptedAssistant Assistant { get; }

    public ScriptedQueue Queue { get; }

    public InMemoryMessageLog Log => Cluster.Log;

    public static async Task<SessionFixture> Start(Action<SessionOptions>? configure = null)
    {
        ScriptedAssistant assistant = new();
        ScriptedQueue queue = new();
        var cluster = await ChatCluster.Start(silo =>
        {
            assistant.Install(silo);
            queue.Install(silo);
            if (configure is not null) silo.Configure(configure);
        });
        return new(cluster, assistant, queue);
    }

    public IChatSession Session(Guid id) => Cluster.Session(id);

    public ISessionControl Control(Guid id) => Cluster.Control(id);

    /// <summary>A session of the visitor with the assistant, at desk m1.</summary>
    public Task<Guid> Support() => Cluster.Create(People.Visitor, SessionKind.Support, "m1");

    /// <summary>A session of two people.</summary>
    public async Task<Guid> Direct(Caller one, Caller other)
    {
        Cluster.Stores.Users.Add(one);
        Cluster.Stores.Users.Add(other);
        var line = Cluster.Client.GetGrain<IDirectLine>(IDirectLine.KeyOf(one.UserId, other.UserId));
        return (await line.Open(one, other.UserId, null)).Value!.Header.SessionId;
    }

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}

internal static class Saying
{
    /// <summary>Sends and expects to be heard.</summary>
    public static async Task<Receipt> Say(this IChatSession session, Caller caller, string text, string? id = null)
    {
        var said = await session.Send(caller, new(id ?? Guid.CreateVersion7().ToString(), text));
        said.Refusal.Should().BeNull();
        return said.Value!;
    }
}
