namespace LiveChat.QuickReplies;

/// <summary>What agents say often, kept ready under a short name: an agent's own, and a desk's, which its staff shares.</summary>
/// <remarks>Key: <see cref="All"/>.</remarks>
[Alias("IQuickReplies")]
public interface IQuickReplies : IGrainWithStringKey
{
    /// <summary>The key of the one list there is.</summary>
    const string All = "all";

    /// <summary>What the caller may use, by shortcut: the own ones and those of a desk.</summary>
    /// <param name="caller">An agent, or an admin, who sees the desks' alone.</param>
    /// <param name="deskId">The desk, which must be the agent's; null for all of the agent's desks.</param>
    [Alias("List")] Task<Outcome<QuickReplyList>> List(Caller caller, string? deskId);

    /// <summary>Writes a new one: an agent's own without a desk, a desk's by an admin. CONFLICT when the shortcut is taken there.</summary>
    [Alias("Add")] Task<Outcome<QuickReply>> Add(Caller caller, QuickReplyDraft draft);

    /// <summary>Changes one; whose it is stays. NOT_FOUND when the caller may not use it, FORBIDDEN when the caller may use it only.</summary>
    [Alias("Change")] Task<Outcome<QuickReply>> Change(Caller caller, Guid id, QuickReplyDraft draft);

    /// <summary>Removes one; refused as <see cref="Change"/> is.</summary>
    [Alias("Remove")] Task<Refusal?> Remove(Caller caller, Guid id);
}

/// <summary>Words kept ready.</summary>
/// <param name="Id">Its id (UUIDv7).</param>
/// <param name="DeskId">The desk whose staff shares it, or null.</param>
/// <param name="OwnerId">The agent whose own it is, or null; always one of the two.</param>
/// <param name="Shortcut">What is typed after <c>/</c>: lower case, once per desk or agent.</param>
/// <param name="Content">The words; <c>{name}</c> and the like stand for what the page fills in.</param>
/// <param name="UpdatedAt">When it was last written, in UTC.</param>
[GenerateSerializer, Immutable, Alias("QuickReply")]
public sealed record QuickReply(
    [property: Id(0)] Guid Id,
    [property: Id(1)] string? DeskId,
    [property: Id(2)] string? OwnerId,
    [property: Id(3)] string Shortcut,
    [property: Id(4)] string Content,
    [property: Id(5)] DateTimeOffset UpdatedAt);

/// <summary>Words as somebody writes them.</summary>
/// <param name="DeskId">The desk to share them; null for the writer's own.</param>
/// <param name="Shortcut">1 to 32 letters, digits, <c>-</c> or <c>_</c>, in any script; upper case is made lower.</param>
/// <param name="Content">1 to 4,000 characters.</param>
[GenerateSerializer, Immutable, Alias("QuickReplyDraft")]
public sealed record QuickReplyDraft(
    [property: Id(0)] string? DeskId,
    [property: Id(1)] string Shortcut,
    [property: Id(2)] string Content);

/// <summary>Quick replies, by shortcut.</summary>
[GenerateSerializer, Immutable, Alias("QuickReplyList")]
public sealed record QuickReplyList([property: Id(0)] QuickReply[] QuickReplies);
