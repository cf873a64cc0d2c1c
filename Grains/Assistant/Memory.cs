using LiveChat.Sessions;
using Microsoft.Extensions.AI;

namespace LiveChat.Assistant;

/// <summary>What the assistant of one session knows of it: the last exchanges word by word, and a summary of those before.</summary>
internal sealed class Memory(Guid sessionId, IMessageLog log, ISummary summary, AssistantOptions options)
{
    private string _summary = string.Empty;
    private long _summarisedTo;
    private long _forgottenTo;
    private Message[] _fallen = [];
    private bool _digesting;

    /// <summary>What a model is asked: the summary, the remembered exchanges, the question.</summary>
    public async Task<ChatMessage[]> Recall(ReplyRequest request, CancellationToken token)
    {
        var range = new HistoryRange(AfterSeq: null, BeforeSeq: request.QuestionSeq, HistoryRange.MostEntries);
        var page = await log.Read(sessionId, LogKind.Shared, range, token);
        Forget(page);
        var spoken = page.Where(IsSpoken).ToArray();
        var remembered = spoken[StartOfMemory(spoken)..];
        _fallen = [.. spoken.SkipLast(remembered.Length).Where(message => message.Seq > _summarisedTo)];

        // A model's summary comes after the answer; until then the mechanical one stands in, so that nothing is forgotten meanwhile.
        var past = ExtractiveSummary.Extend(_summary, _fallen, options.SummaryLength);
        return
        [
            .. past.Length == 0 ? [] : new[] { new ChatMessage(ChatRole.System, $"What was said before, in short:\n{past}") },
            .. remembered.Select(ToChat),
            Question(request),
        ];
    }

    /// <summary>The question alone, for when the log cannot be read.</summary>
    public static ChatMessage Question(ReplyRequest request) => new(ChatRole.User, request.Question) { AuthorName = request.AskerName };

    /// <summary>Folds what the last recall let fall into the summary. One at a time; a recall meanwhile does no harm.</summary>
    public async Task Digest(CancellationToken token)
    {
        if (_digesting || _fallen is not [.., var newest]) return;
        _digesting = true;
        try
        {
            _summary = await summary.Extend(_summary, _fallen, token);
            _summarisedTo = newest.Seq;
            _fallen = [.. _fallen.Where(message => message.Seq > _summarisedTo)];
        }
        finally
        {
            _digesting = false;
        }
    }

    // A message that was taken back may stand in the summary: what is left in the log is summed up anew.
    private void Forget(Message[] page)
    {
        var recalls = page.Where(entry => entry.Seq > _forgottenTo && entry.RecalledSeq() is not null).ToArray();
        if (recalls is not [.., var newest]) return;
        _forgottenTo = newest.Seq;
        if (Array.Exists(recalls, entry => entry.RecalledSeq() <= _summarisedTo)) (_summary, _summarisedTo) = (string.Empty, 0);
    }

    /// <summary>Whether somebody said something by it.</summary>
    public static bool IsSpoken(Message message) => message.Type != MessageType.System && !message.Recalled && message.Content.Length > 0;

    // An exchange begins where somebody asks after an answer (or first of all).
    private int StartOfMemory(Message[] spoken)
    {
        int start = spoken.Length, exchanges = 0, length = 0;
        for (var at = spoken.Length - 1; at >= 0; at--)
        {
            length += spoken[at].Content.Length;
            if (length > options.MemoryLength) break;
            var begins = spoken[at].Type == MessageType.User && (at == 0 || spoken[at - 1].Type != MessageType.User);
            if (!begins) continue;
            if (++exchanges > options.RememberedExchanges) break;
            start = at;
        }

        return start;
    }

    private static ChatMessage ToChat(Message message) =>
        new(message.Type == MessageType.User ? ChatRole.User : ChatRole.Assistant, message.Content) { AuthorName = message.SenderName };
}
