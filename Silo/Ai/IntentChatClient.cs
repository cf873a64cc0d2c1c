using System.Runtime.CompilerServices;
using LiveChat.Assistant;
using LiveChat.Assistant.Tools;
using LiveChat.Intents;
using LiveChat.Knowledge;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai;

/// <summary>
/// The assistant's ear: recognises what is wanted and does what follows of it by the rules, with the tools that come with the
/// question. What needs no tool, what is not sure, and what knowledge answers goes on to who answers questions.
/// </summary>
/// <param name="answerer">Who answers questions: a model, or <paramref name="knowledge"/> itself.</param>
/// <param name="knowledge">The built-in answerer, which knows what there is an article about.</param>
/// <param name="intents">Recognises what is wanted.</param>
/// <param name="clock">The time.</param>
/// <param name="options">The pace of what is said without a model.</param>
/// <param name="logger">The log.</param>
internal sealed partial class IntentChatClient(
    IChatClient answerer, KnowledgeChatClient knowledge, IntentSearch intents, TimeProvider clock, IOptions<AiOptions> options, ILogger<IntentChatClient> logger) : StreamingChatClient
{
    // What a busy machine held up, the reader does not wait for.
    private static readonly TimeSpan CaughtUp = TimeSpan.FromSeconds(1);

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var asked = messages.ToArray();
        var said = await Reply(new Asked(asked), Toolbox.Of(options), cancellationToken);
        if (said.Answers)
        {
            await foreach (var update in answerer.GetStreamingResponseAsync(asked, options, cancellationToken))
            {
                // What was no question was not left unanswered.
                if (said.IsTalk) update.AdditionalProperties?.Remove(AnswerMarks.Unanswered);
                yield return update;
            }
        }

        if (said.Text is not { } text) yield break;
        var pace = new Pace(PiecePace, CaughtUp, clock);
        foreach (var piece in TextPieces.Of(said.Answers ? "\n\n" + text : text))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
            await pace.Next(cancellationToken);
        }

        yield return new ChatResponseUpdate(ChatRole.Assistant, string.Empty) { FinishReason = ChatFinishReason.Stop };
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        base.GetService(serviceType, serviceKey) ?? answerer.GetService(serviceType, serviceKey);

    protected override void Dispose(bool disposing)
    {
        if (!disposing) return;
        answerer.Dispose();
        knowledge.Dispose();
    }

    private TimeSpan PiecePace => options.Value.KnowledgePace;

    private bool HasModel => answerer != knowledge;

    private async Task<Said> Reply(Asked asked, Toolbox? toolbox, CancellationToken token)
    {
        var opensTickets = Offers(toolbox, OpenTicketTool.ToolName);
        if (asked.AgreesToTicket && opensTickets) return new(await OpenTicket(asked, toolbox!, token));
        var route = await Route(asked.Question, toolbox, token);
        if (route is IntentRoute.LookUpOrder) return new(await LookUpOrder(asked, toolbox, token));
        if (route is IntentRoute.HandOver) return new(await HandOver(asked, toolbox, token));
        if (route is IntentRoute.Answer) return new Said(null) { IsTalk = asked.Texts.SmallTalk(asked.Question) is not null };

        // A model has kind words of its own.
        if (route is IntentRoute.Courtesy && HasModel) return new Said(null) { IsTalk = true };
        var knows = await knowledge.Knows(asked.Question, token);
        if (route is IntentRoute.Courtesy) return new(knows ? null : asked.Texts.SmallTalk(asked.Question) ?? asked.Texts.Courtesy);
        if (!opensTickets) return Said.Nothing;
        if (knows) return new(asked.Texts.OfferTicket) { Answers = true };
        return new(route is IntentRoute.Apologise ? $"{asked.Texts.Sorry} {asked.Texts.OfferTicket}" : asked.Texts.OfferTicket);
    }

    private async Task<IntentRoute> Route(string question, Toolbox? toolbox, CancellationToken token)
    {
        try
        {
            var decision = await intents(question).WaitAsync(token);
            toolbox?.Spend(decision.Tokens);
            return decision.Route;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever keeps the examples away, a question can be answered without them.
            LogUnrecognised(e);
            return IntentRoute.Answer;
        }
    }

    private static bool Offers(Toolbox? toolbox, string tool) => toolbox?.Offers(tool) is true;

    private static async Task<string?> LookUpOrder(Asked asked, Toolbox? toolbox, CancellationToken token)
    {
        if (!Offers(toolbox, LookUpOrderTool.ToolName) || LookUpOrderTool.NumberIn(asked.Question) is not { } number) return null;
        var found = await toolbox!.Use(LookUpOrderTool.ToolName, ToolArguments.Of("orderId", number), token);
        return found switch
        {
            { Value: Order order } => asked.Texts.Tell(order, asked.Language),
            { Outcome: ToolOutcome.Nothing } => asked.Texts.NoSuchOrder,
            _ => asked.Texts.NotNow,
        };
    }

    private static async Task<string> OpenTicket(Asked asked, Toolbox toolbox, CancellationToken token)
    {
        var arguments = ToolArguments.From([new("subject", asked.Matter), new("description", asked.Story)]);
        var opened = await toolbox.Use(OpenTicketTool.ToolName, arguments, token);
        return opened.Value is OpenedTicket ticket ? asked.Texts.TicketOpened.Replace("{number}", ticket.Number, StringComparison.Ordinal) : asked.Texts.NotNow;
    }

    private static async Task<string?> HandOver(Asked asked, Toolbox? toolbox, CancellationToken token)
    {
        if (!Offers(toolbox, HandOverTool.ToolName)) return null;
        var asking = await toolbox!.Use(HandOverTool.ToolName, ToolArguments.Of("reason", asked.Question), token);
        return asking.Outcome == ToolOutcome.Done ? asked.Texts.PersonComes : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is wanted could not be recognised; the question is answered like any other")]
    private partial void LogUnrecognised(Exception e);

    /// <summary>What is said of its own accord, and whether what is asked is answered, too.</summary>
    private sealed record Said(string? Text)
    {
        public static Said Nothing { get; } = new((string?)null);

        public bool Answers { get; init; } = Text is null;

        /// <summary>Whether what is answered is no question.</summary>
        public bool IsTalk { get; init; }
    }

    /// <summary>What was said so far, as far as it matters here.</summary>
    private sealed class Asked
    {
        private readonly string[] _said;
        private readonly string? _answered;

        public Asked(ChatMessage[] messages)
        {
            _said = [.. messages.Where(message => message.Role == ChatRole.User).Select(message => message.Text)];
            _answered = messages.Length > 1 && messages[^2].Role == ChatRole.Assistant ? messages[^2].Text : null;
            Language = KnowledgeChatClient.LanguageOf(_said);
            Texts = AnswerTexts.In(Language);
        }

        public string Question => _said.LastOrDefault() ?? string.Empty;

        public string Language { get; }

        public AnswerTexts Texts { get; }

        /// <summary>Whether the last answer offered a ticket, whatever the language, and this says yes to it.</summary>
        public bool AgreesToTicket => _said.Length > 1 && _answered is not null
            && Knowledge.Language.All.Any(language => _answered.EndsWith(AnswerTexts.In(language).OfferTicket, StringComparison.Ordinal) && AnswerTexts.In(language).IsYes(Question));

        /// <summary>What the offer was about.</summary>
        public string Matter => _said[^2];

        /// <summary>What the customer told, up to the yes.</summary>
        public string Story => string.Join('\n', _said.SkipLast(1).TakeLast(StoryLength));

        private const int StoryLength = 6;
    }
}
