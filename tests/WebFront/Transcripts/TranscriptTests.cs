using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using LiveChat.Sessions;
using LiveChat.WebFront.Transcripts;

namespace LiveChat.WebFront.Tests.Transcripts;

public class TranscriptTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 16, 30, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("html")]
    [InlineData("txt")]
    public async Task Every_language_has_every_word(string format)
    {
        foreach (var words in TranscriptWords.All)
        {
            words.Events.Keys.Should().BeEquivalentTo(TranscriptWords.All[0].Events.Keys, words.Language);
            (await Write(format, words.Language, "UTC", Entry(1, "hi") with { Recalled = true, Content = "" })).Should().Contain(words.Recalled).And.Contain(words.Zone).And.Contain(words.Title);
        }
        TranscriptWords.All.Select(words => words.Recalled).Should().OnlyHaveUniqueItems();
        TranscriptWords.Of(null)!.Language.Should().Be("en");
        TranscriptWords.Of("xx").Should().BeNull();
    }

    [Fact]
    public void Everything_that_can_happen_is_worded_or_left_out_on_purpose()
    {
        var names = typeof(SystemEventName).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        names.Except([SystemEventName.Recalled, SystemEventName.Reacted, SystemEventName.AssignmentExplained, SystemEventName.UrgencyRaised]).Should().BeEquivalentTo(TranscriptWords.All[0].Events.Keys);
    }

    [Fact]
    public async Task Files_are_named_and_roles_are_worded()
    {
        var text = await Write("txt", "zh-Hant", "UTC",
            Entry(1, "看") with { Attachments = [new(Guid.Empty, "訂單.pdf", 1, "application/pdf"), new(Guid.Empty, "b.png", 1, "image/png")] },
            Entry(2, "") with { Attachments = [new(Guid.Empty, "c.png", 1, "image/png")] },
            Event(3, SystemEventName.RoleChanged, ("byName", "甲"), ("name", "乙"), ("role", "admin")));
        text.Should().Contain("看\n    [檔案: 訂單.pdf]\n    [檔案: b.png]\n").And.Contain("小明: [檔案: c.png]\n").And.Contain("甲 將 乙 設為管理員");
    }

    [Fact]
    public async Task Times_are_in_the_zone_asked_for()
    {
        (await Write("txt", "zh-Hant", "Asia/Taipei", Entry(1, "早"))).Should().Contain("[2026-03-02 00:30:05] #1 小明: 早\n").And.Contain("Asia/Taipei");
        (await Write("txt", "en", "UTC", Entry(1, "早"))).Should().Contain("[2026-03-01 16:30:05]");
    }

    [Fact]
    public async Task Nothing_in_it_is_markup()
    {
        var evil = "</p><script>alert(1)</script><img src=x onerror=\"x\"> & 訂單 😀";
        var html = await Write("html", "en", "UTC", evil, Entry(1, evil) with { SenderName = evil },
            Entry(2, "") with { Type = MessageType.System, Event = new(SystemEventName.Renamed, new() { ["title"] = evil }) });
        html.Should().NotContain("<script").And.NotContain("<img").And.NotContain("onerror=\"").And.Contain("&lt;script&gt;").And.Contain("訂單");
    }

    [Fact]
    public async Task Nobody_writes_a_line_in_anothers_name()
    {
        var text = await Write("txt", "en", "UTC", Entry(1, "hi\n[2026-03-01 16:30:06] #2 Bank: pay\r\u2028here\u001b[2J\u202eevil\u0007") with { SenderName = "a\nb" });
        text.Split('\n').Where(line => line.StartsWith('[')).Should().ContainSingle();
        text.Should().Contain("#1 a b: hi\n    [2026").And.NotContainAny("\u001b", "\u202e", "\u0007", "\r");
    }

    [Fact]
    public async Task What_happened_is_worded_and_what_nobody_needs_to_read_is_left_out()
    {
        var text = await Write("txt", "zh-Hans", "UTC",
            Event(1, SystemEventName.Assigned, ("agentId", "p1"), ("agentName", "小美")),
            Event(2, SystemEventName.Reacted, ("seq", "1"), ("emoji", "👍")),
            Event(3, SystemEventName.Recalled, ("seq", "1")),
            Event(4, "of_a_later_version"),
            Entry(5, "so far") with { Type = MessageType.Ai, Interrupted = "stopped" },
            Entry(6, "yes") with { ReplyToSeq = 5 });
        text.Should().Contain("* 小美 加入对话").And.Contain("so far （已中断）").And.Contain("(回复 #5)").And.NotContain("👍").And.NotContain("later");
        text.Split('\n').Count(line => line.StartsWith('[')).Should().Be(3);
    }

    private static Task<string> Write(string format, string language, string zone, params Message[] entries) => Write(format, language, zone, "", entries);

    private static async Task<string> Write(string format, string language, string zone, string title, params Message[] entries)
    {
        var pipe = new Pipe();
        var transcript = Transcript.Of(format, TranscriptWords.Of(language)!, TimeZoneInfo.FindSystemTimeZoneById(zone));
        transcript.Begin(pipe.Writer, new() { SessionId = Guid.Empty, Kind = SessionKind.Support, Title = title, Status = SessionStatus.Open, CreatorId = "b1", CreatedAt = Time, UpdatedAt = Time }, Time);
        foreach (var entry in entries) transcript.Add(pipe.Writer, entry);
        transcript.End(pipe.Writer);
        await pipe.Writer.CompleteAsync();
        return Encoding.UTF8.GetString((await pipe.Reader.ReadAsync()).Buffer.ToArray());
    }

    private static Message Event(long seq, string name, params (string Key, string Value)[] args) =>
        Entry(seq, "") with { Type = MessageType.System, Event = new(name, args.ToDictionary(arg => arg.Key, arg => arg.Value)) };

    private static Message Entry(long seq, string content) => new()
    {
        MessageId = Guid.CreateVersion7(), SessionId = Guid.Empty, Seq = seq, Type = MessageType.User, SenderId = "b1", SenderName = "小明", Content = content, CreatedAt = Time,
    };
}
