using System.Text.Json;
using System.Text.Json.Serialization;
using LiveChat.Files;
using LiveChat.Sessions;

namespace LiveChat.Silo.Storage.Log;

/// <summary>An entry as it stands in a row.</summary>
internal class EntryRow
{
    public Guid SessionId { get; init; }

    public long Seq { get; init; }

    public Guid MessageId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public int Type { get; init; }

    public string SenderId { get; init; } = "";

    public string SenderName { get; init; } = "";

    /// <summary>Null once it is recalled.</summary>
    public string? Content { get; init; }

    public string? ClientMessageId { get; init; }

    public string? Detail { get; init; }

    public Message ToMessage()
    {
        var detail = EntryDetail.Parse(Detail);
        return new Message
        {
            SessionId = SessionId,
            Seq = Seq,
            MessageId = MessageId,
            CreatedAt = CreatedAt,
            Type = (MessageType)Type,
            SenderId = SenderId,
            SenderName = SenderName,
            Content = Content ?? "",
            Recalled = Content is null,
            ClientMessageId = ClientMessageId,
            ReplyToSeq = detail?.ReplyToSeq,
            Citations = detail?.Citations,
            Event = detail?.Event,
            ReplyId = detail?.ReplyId,
            TokenCount = detail?.TokenCount,
            Interrupted = detail?.Interrupted,
            Reactions = detail?.Reactions,
            Attachments = Content is null ? null : detail?.Attachments,
        };
    }
}

/// <summary>What few entries have, as JSON in one column.</summary>
internal sealed record EntryDetail
{
    public long? ReplyToSeq { get; init; }

    public Citation[]? Citations { get; init; }

    public SystemEvent? Event { get; init; }

    public Guid? ReplyId { get; init; }

    public int? TokenCount { get; init; }

    public string? Interrupted { get; init; }

    public Reaction[]? Reactions { get; init; }

    public Attachment[]? Attachments { get; init; }

    /// <summary>The column of a message; null where there is nothing rare about it.</summary>
    public static string? Of(Message message)
    {
        if (message is { ReplyToSeq: null, Citations: null, Event: null, ReplyId: null, TokenCount: null, Interrupted: null, Reactions: null, Attachments: null }) return null;
        var detail = new EntryDetail
        {
            ReplyToSeq = message.ReplyToSeq,
            Citations = message.Citations,
            Event = message.Event,
            ReplyId = message.ReplyId,
            TokenCount = message.TokenCount,
            Interrupted = message.Interrupted,
            Reactions = message.Reactions,
            Attachments = message.Attachments,
        };
        return JsonSerializer.Serialize(detail, StoredJson.Default.EntryDetail);
    }

    public static EntryDetail? Parse(string? column) =>
        column is null ? null : JsonSerializer.Deserialize(column, StoredJson.Default.EntryDetail);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(EntryDetail))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(string[][]))]
[JsonSerializable(typeof(long[]))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Desks.WidgetSettings))]
[JsonSerializable(typeof(Guid[]))]
[JsonSerializable(typeof(TicketEntryDetail))]
[JsonSerializable(typeof(LiveChat.Reports.SessionTally))]
[JsonSerializable(typeof(LiveChat.Reports.TicketTally))]
[JsonSerializable(typeof(Schedules.DeskSchedule))]
[JsonSerializable(typeof(Reports.ScheduledZone))]
[JsonSerializable(typeof(LiveChat.Knowledge.ImportProgress))]
internal sealed partial class StoredJson : JsonSerializerContext;
