using LiveChat.Tickets;

namespace LiveChat.WebFront.Transcripts;

/// <summary>The words around a ticket that is written down: what became of it, in the reader's language.</summary>
internal sealed record TicketWords(string Opened, string Linked, string Chosen, string Nobody, string ByRule, string Nothing, string Internal, IReadOnlyDictionary<string, string> Names)
{
    private static readonly string[] Keys =
    [
        "status", "priority", "assigneeId", "dueAt", "subject", "topic", "deskId", "pending", "in_progress", "resolved", "closed", "low", "normal", "high", "urgent",
    ];

    private static readonly TicketWords English = new(
        "{0} opened the ticket", "{0} added a conversation", "Given to {0}", "Nobody could be chosen", "Automatic", "nothing", "internal",
        Named("Status", "Priority", "Looked after by", "Due", "Subject", "Topic", "Desk", "pending", "in progress", "resolved", "closed", "low", "normal", "high", "urgent"));

    private static readonly TicketWords Traditional = new(
        "{0} 建立工單", "{0} 加入一段對話", "指派給 {0}", "找不到可指派的人", "系統", "無", "內部",
        Named("狀態", "優先", "負責人", "期限", "主旨", "類別", "服務台", "待處理", "處理中", "已解決", "已結案", "低", "一般", "高", "緊急"));

    private static readonly TicketWords Simplified = new(
        "{0} 创建工单", "{0} 加入一段对话", "指派给 {0}", "找不到可指派的人", "系统", "无", "内部",
        Named("状态", "优先", "负责人", "期限", "主题", "类别", "服务台", "待处理", "处理中", "已解决", "已结案", "低", "一般", "高", "紧急"));

    /// <summary>The words that go with those of a conversation.</summary>
    public static TicketWords Of(TranscriptWords words) => words.Language switch { "zh-Hant" => Traditional, "zh-Hans" => Simplified, _ => English };

    /// <summary>How it stands, in a word.</summary>
    public string Of(TicketStatus status) => Names[status switch
    {
        TicketStatus.Pending => "pending",
        TicketStatus.InProgress => "in_progress",
        TicketStatus.Resolved => "resolved",
        _ => "closed",
    }];

    /// <summary>What an entry tells that is no comment.</summary>
    public string Of(TicketEntry entry)
    {
        var changes = entry.Changes.Select(change => $"{Names.GetValueOrDefault(change.Field, change.Field)}: {Value(change.From, change.FromName)} → {Value(change.To, change.ToName)}");
        return entry.Kind switch
        {
            TicketEntryKind.Opened => With(Opened, Actor(entry)),
            TicketEntryKind.Linked => With(Linked, Actor(entry)),
            TicketEntryKind.Chosen when entry.Changes is [{ To: not null } given] => With(Chosen, given.ToName ?? given.To!),
            TicketEntryKind.Chosen when entry.Changes.Length == 0 => Nobody,
            _ => $"{Actor(entry)}: {string.Join("; ", changes)}",
        };
    }

    private string Actor(TicketEntry entry) => entry.ByName.Length > 0 ? entry.ByName : ByRule;

    private string Value(string? value, string? name) => value is null ? Nothing : name ?? Names.GetValueOrDefault(value, value);

    private static string With(string text, string name) => text.Replace("{0}", name, StringComparison.Ordinal);

    private static Dictionary<string, string> Named(params string[] names) => Keys.Zip(names).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
}
