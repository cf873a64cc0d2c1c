using LiveChat.Assistant;
using LiveChat.Cluster.Sessions;
using LiveChat.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Assistant;

/// <summary>A cluster with real sessions and assistants, a scripted model and scripted queues.</summary>
public sealed class AssistantFixture : IAsyncDisposable
{
    private AssistantFixture(ChatCluster cluster, ScriptedChat model) => (Cluster, Model) = (cluster, model);

    public ChatCluster Cluster { get; }

    public ScriptedChat Model { get; }

    internal ScriptedSuggestion Suggestion { get; private init; } = new();

    public InMemoryMessageLog Log => Cluster.Log;

    public static async Task<AssistantFixture> Start(Action<AssistantOptions>? configure = null, Action<ISiloBuilder>? more = null)
    {
        ScriptedChat model = new();
        ScriptedQueue queue = new();
        ScriptedSuggestion suggestion = new();
        var cluster = await ChatCluster.Start(silo =>
        {
            queue.Install(silo);
            silo.Services.AddSingleton<IChatClient>(model);
            silo.Services.AddSingleton<ISummary, ExtractiveSummary>();
            silo.Services.AddSingleton<ISuggestion>(suggestion);
            silo.Services.AddSingleton<ReplyRhythm>();
            silo.Configure<AssistantOptions>(options => configure?.Invoke(options));
            more?.Invoke(silo);
        });
        return new(cluster, model) { Suggestion = suggestion };
    }

    public IChatSession Session(Guid id) => Cluster.Session(id);

    /// <summary>A support session of the visitor, its events, and the model's call for a first question.</summary>
    public async Task<Conversation> Ask(string question = "Hello?")
    {
        var id = await Cluster.Create(People.Visitor, SessionKind.Support, "m1");
        var events = await Cluster.Listen(id);
        await Session(id).Say(People.Visitor, question);
        return new(id, events, await Model.Next());
    }

    /// <summary>The final entry of the session's answer: an AI message, or the event that there is none.</summary>
    public static async Task<Message> Final(EventTape<SessionEvent> events, Func<Message, bool>? wanted = null)
    {
        bool IsFinal(Message message) => message.ReplyId is not null && (wanted?.Invoke(message) ?? true);
        var appended = await events.Expect<MessagesAppended>(happened => happened.Messages.Any(IsFinal));
        return appended.Messages.First(IsFinal);
    }

    /// <summary>There are so many entries, after a command that waits behind all that the assistant might still do to the session.</summary>
    public async Task NothingMoreIsSaid(Guid id, int entries)
    {
        await Session(id).MarkRead(People.Visitor, 1);
        Log.All(id).Should().HaveCount(entries);
    }

    public async ValueTask DisposeAsync() => await Cluster.DisposeAsync();
}

/// <summary>A session in which a question has been put to the model.</summary>
public sealed record Conversation(Guid Id, EventTape<SessionEvent> Events, ModelCall Call);

/// <summary>Drafts what a test wants drafted.</summary>
internal sealed class ScriptedSuggestion : ISuggestion
{
    /// <summary>The draft; null for none.</summary>
    public Suggestion? Next { get; set; }

    /// <summary>What is thrown instead.</summary>
    public Exception? Fault { get; set; }

    public Task<Suggestion?> Draft(IReadOnlyList<Message> said, CancellationToken token) => Fault is { } fault ? throw fault : Task.FromResult(Next);
}
