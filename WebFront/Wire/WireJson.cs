using System.Text.Json;
using System.Text.Json.Serialization;
using LiveChat.Accounts;
using LiveChat.Desks;
using LiveChat.Exports;
using LiveChat.Files;
using LiveChat.Assistant;
using LiveChat.Intents;
using LiveChat.Knowledge;
using LiveChat.Moods;
using LiveChat.Presence;
using LiveChat.Queues;
using LiveChat.QuickReplies;
using LiveChat.Reports;
using LiveChat.Schedules;
using LiveChat.Sessions;
using LiveChat.Tickets;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebFront.Wire;

/// <summary>How everything on the wire is written and read: generated at build time, camelCase, enums as words, nulls left out.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = Depth,
    Converters = [typeof(Word<MessageType>), typeof(Word<SessionKind>), typeof(Word<SessionStatus>), typeof(Word<SessionControl>), typeof(Word<UserRole>), typeof(Word<GroupRole>), typeof(Word<PresenceStatus>),
        typeof(Word<TicketStatus>), typeof(Word<TicketPriority>), typeof(Word<TicketEntryKind>), typeof(Word<ExportFormat>), typeof(Word<ExportStatus>),
        typeof(Word<ArticleKind>), typeof(Word<ArticleStatus>), typeof(Word<ImportState>), typeof(Word<UnansweredState>), typeof(Word<Intent>), typeof(Word<IntentRoute>), typeof(TargetWord), typeof(Word<DayOfWeek>)])]
[JsonSerializable(typeof(Message))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(WireSession))]
[JsonSerializable(typeof(WireSessionPage))]
[JsonSerializable(typeof(WireHistory))]
[JsonSerializable(typeof(JoinAnswer))]
[JsonSerializable(typeof(QueuePlace))]
[JsonSerializable(typeof(DeskSnapshot))]
[JsonSerializable(typeof(WireDeskSession))]
[JsonSerializable(typeof(WireDeskSessionPage))]
[JsonSerializable(typeof(ViewerList))]
[JsonSerializable(typeof(SessionSummary))]
[JsonSerializable(typeof(QuickReply))]
[JsonSerializable(typeof(QuickReplyList))]
[JsonSerializable(typeof(QuickReplyBody))]
[JsonSerializable(typeof(IntentExample))]
[JsonSerializable(typeof(IntentExampleList))]
[JsonSerializable(typeof(IntentBody))]
[JsonSerializable(typeof(IntentRuleList))]
[JsonSerializable(typeof(IntentRulesBody))]
[JsonSerializable(typeof(IntentTrial))]
[JsonSerializable(typeof(TrialBody))]
[JsonSerializable(typeof(SuggestedReply))]
[JsonSerializable(typeof(SessionMoods))]
[JsonSerializable(typeof(AllDesks))]
[JsonSerializable(typeof(Faq))]
[JsonSerializable(typeof(FaqList))]
[JsonSerializable(typeof(FaqBody))]
[JsonSerializable(typeof(WireArticleHits))]
[JsonSerializable(typeof(WireArticle))]
[JsonSerializable(typeof(WireArticlePage))]
[JsonSerializable(typeof(WireVersions))]
[JsonSerializable(typeof(ArticleBody))]
[JsonSerializable(typeof(RestoreBody))]
[JsonSerializable(typeof(CategoryList))]
[JsonSerializable(typeof(WireImport))]
[JsonSerializable(typeof(WireUnanswered))]
[JsonSerializable(typeof(QuestionBody))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(Credentials))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(Registered))]
[JsonSerializable(typeof(VisitorBody))]
[JsonSerializable(typeof(DemoBody))]
[JsonSerializable(typeof(DemoList))]
[JsonSerializable(typeof(RefreshBody))]
[JsonSerializable(typeof(SignedIn))]
[JsonSerializable(typeof(WireUser))]
[JsonSerializable(typeof(SessionBody))]
[JsonSerializable(typeof(SessionMade))]
[JsonSerializable(typeof(TitleBody))]
[JsonSerializable(typeof(SendBody))]
[JsonSerializable(typeof(HumanBody))]
[JsonSerializable(typeof(RatingBody))]
[JsonSerializable(typeof(WireSearch))]
[JsonSerializable(typeof(CloseBody))]
[JsonSerializable(typeof(TransferBody))]
[JsonSerializable(typeof(InviteBody))]
[JsonSerializable(typeof(RoleBody))]
[JsonSerializable(typeof(MemberPage))]
[JsonSerializable(typeof(ReadReceipts))]
[JsonSerializable(typeof(ContactsFound))]
[JsonSerializable(typeof(WireCustomers))]
[JsonSerializable(typeof(WireAccount))]
[JsonSerializable(typeof(WireAccountPage))]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(AccountChangeBody))]
[JsonSerializable(typeof(WireDesk))]
[JsonSerializable(typeof(WireDesks))]
[JsonSerializable(typeof(WireSystem))]
[JsonSerializable(typeof(DeskBody))]
[JsonSerializable(typeof(WidgetBody))]
[JsonSerializable(typeof(WireWidget))]
[JsonSerializable(typeof(WireAuditPage))]
[JsonSerializable(typeof(ExportBody))]
[JsonSerializable(typeof(WireExport))]
[JsonSerializable(typeof(WireExports))]
[JsonSerializable(typeof(WireSchedule))]
[JsonSerializable(typeof(ScheduleBody))]
[JsonSerializable(typeof(AwayBody))]
[JsonSerializable(typeof(AwayLeft))]
[JsonSerializable(typeof(TargetWarning[]))]
[JsonSerializable(typeof(Wall))]
[JsonSerializable(typeof(Report))]
[JsonSerializable(typeof(ApiReport))]
[JsonSerializable(typeof(DateOnly?))]
[JsonSerializable(typeof(DateTimeOffset?))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(WireTicketPage))]
[JsonSerializable(typeof(WireTicketView))]
[JsonSerializable(typeof(WireTicketEntry[]))]
[JsonSerializable(typeof(Dictionary<string, string?>))]
[JsonSerializable(typeof(TicketBody))]
[JsonSerializable(typeof(TicketChangeBody))]
[JsonSerializable(typeof(CommentBody))]
[JsonSerializable(typeof(TicketSessionBody))]
[JsonSerializable(typeof(PlainInput))]
[JsonSerializable(typeof(Attachment))]
[JsonSerializable(typeof(FileLimits))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Guid))]
[JsonSerializable(typeof(Guid[]))]
[JsonSerializable(typeof(bool?))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(long?))]
[JsonSerializable(typeof(int?))]
[JsonSerializable(typeof(bool))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>How deep JSON may be nested.</summary>
    public const int Depth = 16;
}

/// <summary>An enum as a lower-case word, <c>in_progress</c> where it is two; numbers are refused.</summary>
internal sealed class Word<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
    where T : struct, Enum;

/// <summary>A target as <c>first_reply</c> or <c>resolution</c>.</summary>
internal sealed class TargetWord() : JsonStringEnumConverter<Target>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
