using LiveChat.Sessions;

namespace LiveChat.WebFront.Transcripts;

/// <summary>The few words of a transcript that nobody in the session said.</summary>
internal sealed record TranscriptWords(
    string Language, string Title, string Written, string Zone, string Recalled, string Interrupted, string ReplyTo, string File,
    IReadOnlyDictionary<string, string> Roles, IReadOnlyDictionary<string, string> Events)
{
    private static readonly TranscriptWords English = new(
        "en", "Conversation", "Written on", "Times are in", "(taken back)", "(broken off)", "in reply to", "File",
        new Dictionary<string, string> { ["owner"] = "owner", ["admin"] = "admin", ["member"] = "member" },
        new Dictionary<string, string>
        {
            [SystemEventName.Waiting] = "Waiting for an agent",
            [SystemEventName.RequestCancelled] = "The request for an agent was taken back",
            [SystemEventName.Assigned] = "{agentName} has joined",
            [SystemEventName.Transferred] = "The session was passed on",
            [SystemEventName.DeskClosed] = "The desk has closed before anybody came",
            [SystemEventName.Requeued] = "The agent was lost; waiting for another",
            [SystemEventName.Closed] = "The session was closed",
            [SystemEventName.Renamed] = "The title is now “{title}”",
            [SystemEventName.ReplyInterrupted] = "The assistant did not answer",
            [SystemEventName.Rated] = "The service was rated: {score} of 5",
            [SystemEventName.ToolUsed] = "The assistant used a tool: {tool} {subject}",
            [SystemEventName.Joined] = "{byName} invited {name}",
            [SystemEventName.Left] = "{name} left",
            [SystemEventName.Removed] = "{byName} removed {name}",
            [SystemEventName.RoleChanged] = "{byName} made {name} {role}",
            [SystemEventName.Ticket] = "This conversation belongs to ticket #{number}",
        });

    private static readonly TranscriptWords Traditional = new(
        "zh-Hant", "對話", "寫於", "時區", "（已收回）", "（已中斷）", "回覆", "檔案",
        new Dictionary<string, string> { ["owner"] = "擁有者", ["admin"] = "管理員", ["member"] = "成員" },
        new Dictionary<string, string>
        {
            [SystemEventName.Waiting] = "等候客服人員",
            [SystemEventName.RequestCancelled] = "已取消請求客服人員",
            [SystemEventName.Assigned] = "{agentName} 加入對話",
            [SystemEventName.Transferred] = "對話已轉接",
            [SystemEventName.DeskClosed] = "客服時間已結束，還沒輪到",
            [SystemEventName.Requeued] = "客服人員離線，等候下一位",
            [SystemEventName.Closed] = "對話已結束",
            [SystemEventName.Renamed] = "標題改為「{title}」",
            [SystemEventName.ReplyInterrupted] = "助理沒有回答",
            [SystemEventName.Rated] = "服務評分：{score}／5",
            [SystemEventName.ToolUsed] = "助理使用工具：{tool} {subject}",
            [SystemEventName.Joined] = "{byName} 邀請 {name} 加入",
            [SystemEventName.Left] = "{name} 離開了",
            [SystemEventName.Removed] = "{byName} 移除了 {name}",
            [SystemEventName.RoleChanged] = "{byName} 將 {name} 設為{role}",
            [SystemEventName.Ticket] = "這個對話屬於工單 #{number}",
        });

    private static readonly TranscriptWords Simplified = new(
        "zh-Hans", "对话", "写于", "时区", "（已撤回）", "（已中断）", "回复", "文件",
        new Dictionary<string, string> { ["owner"] = "群主", ["admin"] = "管理员", ["member"] = "成员" },
        new Dictionary<string, string>
        {
            [SystemEventName.Waiting] = "等候客服人员",
            [SystemEventName.RequestCancelled] = "已取消请求客服人员",
            [SystemEventName.Assigned] = "{agentName} 加入对话",
            [SystemEventName.Transferred] = "对话已转接",
            [SystemEventName.DeskClosed] = "客服时间已结束，还没轮到",
            [SystemEventName.Requeued] = "客服人员离线，等候下一位",
            [SystemEventName.Closed] = "对话已结束",
            [SystemEventName.Renamed] = "标题改为“{title}”",
            [SystemEventName.ReplyInterrupted] = "助理没有回答",
            [SystemEventName.Rated] = "服务评分：{score}／5",
            [SystemEventName.ToolUsed] = "助理使用工具：{tool} {subject}",
            [SystemEventName.Joined] = "{byName} 邀请 {name} 加入",
            [SystemEventName.Left] = "{name} 离开了",
            [SystemEventName.Removed] = "{byName} 移除了 {name}",
            [SystemEventName.RoleChanged] = "{byName} 将 {name} 设为{role}",
            [SystemEventName.Ticket] = "这个对话属于工单 #{number}",
        });

    /// <summary>Every language.</summary>
    public static TranscriptWords[] All { get; } = [English, Traditional, Simplified];

    /// <summary>The words of a language; English for none, null for one that there is not.</summary>
    public static TranscriptWords? Of(string? language) => language is null ? English : Array.Find(All, words => words.Language == language);

    /// <summary>What a system entry says; null where a transcript does not tell of it.</summary>
    public string? Of(SystemEvent recorded)
    {
        if (!Events.TryGetValue(recorded.Name, out var text)) return null;
        foreach (var (name, value) in recorded.Args) text = text.Replace($"{{{name}}}", name == "role" ? Roles.GetValueOrDefault(value, value) : value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>The text of a message with the files that came with it, each on a line of its own.</summary>
    public string Of(Message message)
    {
        if (message.Recalled) return Recalled;
        var files = (message.Attachments ?? []).Select(file => $"[{File}: {file.Name}]");
        var text = string.Join('\n', new[] { message.Content }.Where(content => content.Length > 0).Concat(files));
        return message.Interrupted is null ? text : $"{text} {Interrupted}";
    }
}
