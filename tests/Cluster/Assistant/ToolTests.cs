using LiveChat.Assistant.Tools;
using LiveChat.Audit;
using LiveChat.Cluster.Sessions;
using LiveChat.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Assistant;

/// <summary>The assistant's tools in a conversation: shown first, recorded, in the asker's name, never once the answer is over.</summary>
public sealed class ToolTests : IAsyncLifetime
{
    private AssistantFixture _assistants = null!;

    private ProbeTool Probe { get; } = new();

    public async Task InitializeAsync() => _assistants = await AssistantFixture.Start(more: silo =>
    {
        silo.Services.AddSingleton<IAssistantTool>(Probe);
        silo.Services.AddSingleton<IAssistantTool, HandOverTool>();
    });

    public Task DisposeAsync() => _assistants.DisposeAsync().AsTask();

    [Fact]
    public async Task A_use_is_an_entry_before_the_answer_and_a_deed_of_who_asked()
    {
        var (id, events, call) = await _assistants.Ask("Do it");
        (await Toolbox(call).Use("probe", ToolArguments.Of("what", "this"), default)).Outcome.Should().Be(ToolOutcome.Done);
        call.Say("Done.");
        call.Finish();
        var final = await AssistantFixture.Final(events);

        var used = (await Entries(id)).Single(entry => entry.Event?.Name == SystemEventName.ToolUsed);
        used.Event!.Args.Should().Contain("tool", "probe").And.Contain("subject", "this");
        used.Seq.Should().BeLessThan(final.Seq);
        Probe.Contexts.Should().ContainSingle().Which.Should().Match<ToolContext>(context =>
            context.Asker.UserId == People.Visitor.UserId && context.Asker.Desks.Length == 0 && context.SessionId == id && context.DeskId == "m1");
        _assistants.Cluster.Stores.Audit.All.Should().Contain(entry => entry.Action == AuditAction.ToolUsed && entry.ActorId == People.Visitor.UserId && entry.Target == id.ToString());
    }

    [Fact]
    public async Task Once_an_agent_has_it_no_tool_is_used()
    {
        var (id, _, call) = await _assistants.Ask("Do it");
        await _assistants.Session(id).Say(People.Agent, "I am here.");
        var use = () => Toolbox(call).Use("probe", ToolArguments.Of("what", "this"), default);
        await use.Should().ThrowAsync<OperationCanceledException>();
        Probe.Contexts.Should().BeEmpty();
        (await Entries(id)).Should().NotContain(entry => entry.Event != null && entry.Event.Name == SystemEventName.ToolUsed);
    }

    [Fact]
    public async Task A_hand_over_comes_after_the_whole_answer_and_nothing_after_it()
    {
        var (id, events, call) = await _assistants.Ask("A person, please");
        call.Say("Somebody will come.");
        (await Toolbox(call).Use(HandOverTool.ToolName, ToolArguments.Of("reason", "wants a person"), default)).Outcome.Should().Be(ToolOutcome.Done);
        call.Finish();
        await events.Expect<MessagesAppended>(happened => happened.Messages.Any(entry => entry.Event?.Name == SystemEventName.Waiting));

        var entries = await Entries(id);
        var names = entries.Select(entry => entry.Event?.Name ?? entry.Type.ToString()).ToArray();
        names.Should().Equal("User", SystemEventName.ToolUsed, "Ai", SystemEventName.Waiting);
        entries[2].Should().Match<Message>(entry => entry.Content == "Somebody will come." && entry.Interrupted == null);
        entries[3].Event!.Args["reason"].Should().Be("wants a person");
    }

    [Fact]
    public async Task An_answer_that_was_stopped_hands_nobody_over()
    {
        var (id, events, call) = await _assistants.Ask("A person, please");
        call.Say("Somebody");
        await Toolbox(call).Use(HandOverTool.ToolName, ToolArguments.From(null), default);
        (await _assistants.Session(id).StopReply(People.Visitor)).Should().BeNull();
        await AssistantFixture.Final(events);
        await call.WaitUntilLeft();
        (await _assistants.Session(id).Read(People.Visitor)).Value!.Header.Status.Should().Be(SessionStatus.Open);
    }

    [Fact]
    public async Task Where_tools_are_off_none_come_with_the_question()
    {
        await using var without = await AssistantFixture.Start(more: silo =>
        {
            silo.Services.AddSingleton<IAssistantTool>(Probe);
            silo.Configure<ToolOptions>(options => options.Enabled = false);
        });
        (await without.Ask("Do it")).Call.Options!.Tools.Should().BeNull();
    }

    [Fact]
    public async Task A_draft_is_for_the_staff_and_is_not_sent()
    {
        var (id, _, call) = await _assistants.Ask("How much is it?");
        call.Finish();
        _assistants.Suggestion.Next = new("It is free.", [new(Guid.CreateVersion7(), "Prices")]);
        var draft = (await _assistants.Session(id).Suggest(People.Agent)).Value!;
        draft.Text.Should().Be("It is free.");
        draft.Citations.Should().ContainSingle();
        (await _assistants.Session(id).Suggest(People.Visitor)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await Entries(id)).Should().NotContain(entry => entry.Content == "It is free.");

        _assistants.Suggestion.Fault = new LiveChat.Assistant.AiFailureException(LiveChat.Assistant.AiFailure.Unavailable, "away");
        (await _assistants.Session(id).Suggest(People.Agent)).Value!.Text.Should().BeEmpty();
    }

    private static Toolbox Toolbox(ModelCall call) => LiveChat.Assistant.Tools.Toolbox.Of(call.Options)!;

    private Task<Message[]> Entries(Guid id) => _assistants.Log.Read(id, LogKind.Shared, new(null, null, HistoryRange.MostEntries), default);

    private sealed class ProbeTool : IAssistantTool
    {
        public List<ToolContext> Contexts { get; } = [];

        public string Name => "probe";

        public System.Text.Json.JsonElement Parameters { get; } = ToolJson.Schema(("what", "Anything.", false));

        public string Describe(ToolContext context) => "Does something.";

        public bool IsOffered(ToolContext context) => true;

        public string SubjectOf(ToolArguments arguments) => arguments.Text("what") ?? "";

        public Task<ToolAnswer> Use(ToolContext context, ToolArguments arguments, CancellationToken token)
        {
            Contexts.Add(context);
            return Task.FromResult(ToolAnswer.Done(new { done = true }));
        }
    }
}
