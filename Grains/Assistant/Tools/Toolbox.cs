using LiveChat.Audit;
using LiveChat.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace LiveChat.Assistant.Tools;

/// <summary>
/// The tools that one answer may use, and the one way to them: each use is within the bounds, belongs to an answer that
/// still goes on, stands in the conversation before it happens and in the audit before anything comes of it.
/// </summary>
public sealed partial class Toolbox
{
    private const int LongestSubject = 120;
    private const string NotNow = "It does not work at the moment.";

    private readonly ToolContext _context;
    private readonly IAssistantTool[] _tools;
    private readonly ISessionControl _session;
    private readonly IAuditLog _audit;
    private readonly ToolOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Dictionary<string, ToolAnswer> _answers = new(StringComparer.Ordinal);
    private int _calls;
    private long _tokens;

    /// <summary>Offers what can be used in this context.</summary>
    public Toolbox(
        ToolContext context, IEnumerable<IAssistantTool> tools, ISessionControl session, IAuditLog audit, ToolOptions options, TimeProvider clock, ILogger logger)
    {
        (_context, _session, _audit, _options, _clock, _logger) = (context, session, audit, options, clock, logger);
        _tools = options.Enabled ? [.. tools.Where(tool => tool.IsOffered(context))] : [];
        Functions = [.. _tools.Select(tool => new ToolFunction(this, tool))];
    }

    /// <summary>The tools, for models.</summary>
    public IReadOnlyList<AITool> Functions { get; }

    /// <summary>For whom, and where.</summary>
    public ToolContext Context => _context;

    /// <summary>Whether another tool may be used.</summary>
    public bool MayGoOn => _calls < _options.MaxCalls && _tokens < _options.MaxTokens;

    /// <summary>Whether anything was done but searching for articles, which shows by their being cited.</summary>
    public bool Achieved { get; private set; }

    /// <summary>The toolbox that comes with a question; null when none does.</summary>
    public static Toolbox? Of(ChatOptions? options) => options?.Tools?.OfType<ToolFunction>().FirstOrDefault()?.Box;

    /// <summary>Whether a tool can be used here.</summary>
    public bool Offers(string name) => Array.Exists(_tools, tool => tool.Name == name);

    /// <summary>A model has spent so many tokens.</summary>
    public void Spend(long tokens) => _tokens += tokens;

    /// <summary>Uses a tool. The same again within one answer is not done again: the first answer stands.</summary>
    /// <exception cref="OperationCanceledException">The answer is over.</exception>
    public async Task<ToolAnswer> Use(string name, ToolArguments arguments, CancellationToken token)
    {
        if (Array.Find(_tools, tool => tool.Name == name) is not { } tool) return Count(ToolAnswer.Refused("There is no such tool here."));
        var key = $"{name} {arguments.Key}";
        if (_answers.TryGetValue(key, out var known)) return Count(known);
        if (!MayGoOn) return Count(ToolAnswer.Refused("No tool can be used any more in this answer. Answer with what you know."));

        if (!await IsShown(tool, arguments, token)) return Count(ToolAnswer.Failed(NotNow));
        var answer = Count(await Recorded(tool, await Try(tool, arguments, token), token));
        Achieved |= answer.Outcome == ToolOutcome.Done && name != SearchKnowledgeTool.ToolName;
        return _answers[key] = answer;
    }

    private async Task<bool> IsShown(IAssistantTool tool, ToolArguments arguments, CancellationToken token)
    {
        bool shown;
        try
        {
            shown = await _session.UseTool(_context.ReplyId, tool.Name, Short(tool.SubjectOf(arguments))).WaitAsync(token);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever keeps the session away: what nobody can see does not happen.
            LogFailed(e, tool.Name, _context.ReplyId);
            return false;
        }

        return shown ? true : throw new OperationCanceledException("The answer is over: the session lets it use no tool.");
    }

    private async Task<ToolAnswer> Try(IAssistantTool tool, ToolArguments arguments, CancellationToken token)
    {
        using var limit = new CancellationTokenSource(_options.CallTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, token);
        try
        {
            var answer = await tool.Use(_context, arguments, either.Token).WaitAsync(either.Token);
            return answer.Data.Length <= _options.MaxResultLength ? answer : ToolAnswer.Refused("The answer is too long. Ask for less.");
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return new(ToolOutcome.Timeout, ToolJson.Of(new { failed = "It took too long." }));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it was, the model hears no detail of it, for it would tell the customer.
            LogFailed(e, tool.Name, _context.ReplyId);
            return ToolAnswer.Failed(NotNow);
        }
    }

    /// <summary>Nothing comes of what cannot be recorded.</summary>
    private async Task<ToolAnswer> Recorded(IAssistantTool tool, ToolAnswer answer, CancellationToken token)
    {
        var deed = Audited.Deed(_clock, _context.Asker, AuditAction.ToolUsed, _context.SessionId.ToString(),
            ("tool", tool.Name), ("outcome", answer.Outcome), ("replyId", _context.ReplyId.ToString()));
        try
        {
            await _audit.Append(deed, token);
            return answer;
        }
        catch (StoreUnavailableException e)
        {
            LogUnrecorded(e, tool.Name, _context.ReplyId);
            return ToolAnswer.Failed(NotNow);
        }
    }

    private ToolAnswer Count(ToolAnswer answer)
    {
        _calls++;
        Spend(TokenCount.Estimate(answer.Data));
        return answer;
    }

    private static string Short(string subject)
    {
        var line = subject.ReplaceLineEndings(" ").Trim();
        return line.Length <= LongestSubject ? line : line[..(char.IsHighSurrogate(line[LongestSubject - 1]) ? LongestSubject - 1 : LongestSubject)] + "…";
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The tool {Tool} failed in reply {ReplyId}")]
    private partial void LogFailed(Exception e, string tool, Guid replyId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "That the tool {Tool} was used in reply {ReplyId} cannot be recorded, so nothing comes of it")]
    private partial void LogUnrecorded(Exception e, string tool, Guid replyId);
}
