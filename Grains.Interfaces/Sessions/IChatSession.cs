using LiveChat.Assistant;
using LiveChat.Moods;
using LiveChat.Queues;
using Orleans.Concurrency;

namespace LiveChat.Sessions;

/// <summary>One conversation: who is in it, who may speak, and the order of all that is said. What fronts call.</summary>
/// <remarks>Key: the session's id. Every method refuses with NOT_FOUND who may not know of the session.</remarks>
[Alias("IChatSession")]
public interface IChatSession : IGrainWithGuidKey
{
    /// <summary>Makes the session; CONFLICT when it exists or its direct key is taken.</summary>
    [Alias("Create")] Task<Outcome<SessionView>> Create(Caller caller, NewSession session);

    /// <summary>The session as the caller sees it.</summary>
    [Alias("Read")] Task<Outcome<SessionView>> Read(Caller caller);

    /// <summary>All that a client needs to draw and follow it. Subscribe to the stream first, then join.</summary>
    /// <param name="caller">Who joins; staff of the desk and admins may watch without being members.</param>
    /// <param name="afterSeq">The newest entry that the client has, or null for the newest page.</param>
    [Alias("Join")] Task<Outcome<JoinedSession>> Join(Caller caller, long? afterSeq);

    /// <summary>A part of the shared log.</summary>
    [Alias("History"), AlwaysInterleave] Task<Outcome<HistoryPage>> History(Caller caller, HistoryRange range);

    /// <summary>A part of the private log; staff only.</summary>
    [Alias("Notes"), AlwaysInterleave] Task<Outcome<HistoryPage>> Notes(Caller caller, HistoryRange range);

    /// <summary>Why the caller may not see the session's files or, giving one, add to them; null when nothing speaks against it.</summary>
    [Alias("RefuseFile"), AlwaysInterleave] Task<Refusal?> RefuseFile(Caller caller, bool gives);

    /// <summary>Says something. Answered after the commit; the same client id again gets the first receipt.</summary>
    [Alias("Send")] Task<Outcome<Receipt>> Send(Caller caller, OutgoingMessage message);

    /// <summary>Writes a private note; staff of the desk only. The receipt's number is of the private log.</summary>
    [Alias("Note")] Task<Outcome<Receipt>> Note(Caller caller, OutgoingMessage note);

    /// <summary>Tells the others that the caller types.</summary>
    [Alias("Typing"), AlwaysInterleave] Task<Refusal?> Typing(Caller caller, bool isTyping);

    /// <summary>Tells the rest of the staff that the caller looks at the session, or writes in it. It runs out after 45 s unless said again.</summary>
    /// <returns>Who else of the staff looks at it now.</returns>
    [Alias("View"), AlwaysInterleave] Task<Outcome<ViewerList>> View(Caller caller, bool isViewing, bool isTyping);

    /// <summary>What the conversation is about so far, in short; staff only.</summary>
    [Alias("Summary"), AlwaysInterleave] Task<Outcome<SessionSummary>> Summary(Caller caller);

    /// <summary>A draft of the staff's next message, out of knowledge and what was said; staff only. Nothing is sent.</summary>
    [Alias("Suggest"), AlwaysInterleave] Task<Outcome<SuggestedReply>> Suggest(Caller caller);

    /// <summary>How the customer sounded; staff only.</summary>
    [Alias("Moods"), AlwaysInterleave] Task<Outcome<SessionMoods>> Moods(Caller caller);

    /// <summary>Moves the caller's cursor forward; backward moves are ignored. Answered after the commit.</summary>
    [Alias("MarkRead"), AlwaysInterleave] Task<Refusal?> MarkRead(Caller caller, long seq);

    /// <summary>Takes an own message back within the configured time.</summary>
    [Alias("Recall")] Task<Refusal?> Recall(Caller caller, long seq);

    /// <summary>Puts an emoji to a message, or takes the caller's own away. The same again changes nothing; CONFLICT when the message was taken back or is full.</summary>
    /// <param name="caller">Who reacts; must be in the session.</param>
    /// <param name="seq">The message.</param>
    /// <param name="emoji">One emoji.</param>
    /// <param name="on">Whether it is to be there.</param>
    [Alias("React")] Task<Refusal?> React(Caller caller, long seq, string emoji, bool on);

    /// <summary>The customer's judgement of a support session, once an agent has it or it is closed; a later one replaces it.</summary>
    [Alias("Rate")] Task<Refusal?> Rate(Caller caller, Rating rating);

    /// <summary>Who has read an entry, of those who were there when it was written.</summary>
    [Alias("Receipts"), AlwaysInterleave] Task<Outcome<ReadReceipts>> Receipts(Caller caller, long seq);

    /// <summary>A part of the members, by user id; <see cref="SessionView"/> holds the first of large groups only.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="after">The user id with which the last page ended, or null.</param>
    /// <param name="limit">At most so many, 1 to <see cref="MemberPage.MostMembers"/>.</param>
    [Alias("Members"), AlwaysInterleave] Task<Outcome<MemberPage>> Members(Caller caller, string? after, int limit);

    /// <summary>Asks people into a group; its owners and admins. Who is in it stays as they are; NOT_FOUND for who is nobody that the caller may find.</summary>
    [Alias("Invite")] Task<Outcome<SessionView>> Invite(Caller caller, string[] userIds);

    /// <summary>Takes somebody out of a group, or leaves it oneself. The last owner's ownership goes to whoever is next.</summary>
    [Alias("RemoveMember")] Task<Refusal?> RemoveMember(Caller caller, string userId);

    /// <summary>Changes what somebody may do in a group; its owners.</summary>
    [Alias("SetRole")] Task<Outcome<SessionView>> SetRole(Caller caller, string userId, GroupRole role);

    /// <summary>Changes the title.</summary>
    [Alias("Rename")] Task<Outcome<SessionView>> Rename(Caller caller, string title);

    /// <summary>Removes the session; its creator or an admin.</summary>
    [Alias("Delete")] Task<Refusal?> Delete(Caller caller);

    /// <summary>Asks for a person: the session waits at its desk.</summary>
    [Alias("RequestHuman")] Task<Outcome<QueuePlace>> RequestHuman(Caller caller, HumanRequest request);

    /// <summary>
    /// The customer takes the wish for a person back: the session leaves the queue and is the assistant's again. Where it does
    /// not wait nothing happens; CONFLICT when an agent has it already.
    /// </summary>
    [Alias("CancelRequest")] Task<Refusal?> CancelRequest(Caller caller);

    /// <summary>Ends the session.</summary>
    [Alias("Close")] Task<Refusal?> Close(Caller caller, string? reason);

    /// <summary>Stops the answer being given; what was said so far stays.</summary>
    [Alias("StopReply")] Task<Refusal?> StopReply(Caller caller);

    /// <summary>Asks the assistant anew for an answer to the last question.</summary>
    [Alias("RetryReply")] Task<Refusal?> RetryReply(Caller caller);

    /// <summary>Takes an offered or waiting session; the queue decides who is first.</summary>
    [Alias("Accept")] Task<Outcome<JoinedSession>> Accept(Caller caller);

    /// <summary>Turns an offer down.</summary>
    [Alias("Decline")] Task<Refusal?> Decline(Caller caller);

    /// <summary>Passes the session on.</summary>
    [Alias("Transfer")] Task<Refusal?> Transfer(Caller caller, TransferTarget target);
}

/// <summary>The same session, as the assistant and the queue call it. Never offered to a front's callers.</summary>
/// <remarks>Key: the session's id.</remarks>
[Alias("ISessionControl")]
public interface ISessionControl : IGrainWithGuidKey
{
    /// <summary>Shows a piece of an answer. False when the answer may not go on (stopped, taken over): cease.</summary>
    [Alias("ShowChunk"), AlwaysInterleave] ValueTask<bool> ShowChunk(Guid replyId, int chunkIndex, string content);

    /// <summary>Ends an answer with its final entry. Repeated, stopped or taken over: nothing happens.</summary>
    [Alias("EndReply")] Task EndReply(FinishedReply reply);

    /// <summary>
    /// An answer is about to use a tool: the log says so first. False when the answer may not go on (stopped, taken over) or
    /// nothing can be written: the tool is not to be used.
    /// </summary>
    [Alias("UseTool")] Task<bool> UseTool(Guid replyId, string tool, string subject);

    /// <summary>How a message sounds, once somebody has looked: shown to the staff; who waits in a low mood waits more urgently.</summary>
    [Alias("Feel"), OneWay] Task Feel(Mood mood);

    /// <summary>The assigned agent is lost: wait again at the old place. Ignored unless that agent has it.</summary>
    [Alias("AgentLost"), OneWay] Task AgentLost(string agentId);

    /// <summary>The visitor is back, but all places of the assigned agent are taken by now: wait again at the old place. Ignored unless that agent has it.</summary>
    [Alias("AgentFull"), OneWay] Task AgentFull(string agentId);

    /// <summary>The desk at which the session waits serves no longer: nobody comes. Ignored unless it waits there.</summary>
    /// <param name="deskId">The desk.</param>
    /// <param name="opensAt">When somebody will be there again, in UTC; null when that is not known.</param>
    [Alias("DeskClosed"), OneWay] Task DeskClosed(string deskId, DateTimeOffset? opensAt);

    /// <summary>What the session waited for is kept as a ticket, or cannot be: it is the assistant's again. Ignored unless it still waits for that.</summary>
    [Alias("WishKept"), OneWay] Task WishKept(KeptWish kept);

    /// <summary>Whether the session still waits at, or is assigned within, the desk; the queue asks when in doubt.</summary>
    [Alias("Header"), AlwaysInterleave] Task<SessionHeader?> Header();

    /// <summary>The conversation belongs to a ticket: its log says so, once. False when it could not be written; say it again.</summary>
    [Alias("ShowTicket")] Task<bool> ShowTicket(Guid ticketId, long number);
}

/// <summary>How an answer ended.</summary>
/// <param name="ReplyId">The reply.</param>
/// <param name="Text">The whole text, or what there was of it.</param>
/// <param name="TokenCount">The tokens it took.</param>
/// <param name="Citations">The articles it used.</param>
/// <param name="Interrupted">Null when whole, else <c>timeout</c>, <c>unavailable</c> or <c>restart</c>.</param>
[GenerateSerializer, Immutable, Alias("FinishedReply")]
public sealed record FinishedReply(
    [property: Id(0)] Guid ReplyId,
    [property: Id(1)] string Text,
    [property: Id(2)] int TokenCount,
    [property: Id(3)] Citation[] Citations,
    [property: Id(4)] string? Interrupted);

/// <summary>What became of a wish for a person that nobody came to.</summary>
/// <param name="WishId">The wish; also the ticket's id.</param>
/// <param name="DeskId">The desk at which it was.</param>
/// <param name="OpensAt">When somebody will be there again, in UTC; null when that is not known.</param>
/// <param name="TicketNumber">The number of the ticket; null when none could be opened.</param>
[GenerateSerializer, Immutable, Alias("KeptWish")]
public sealed record KeptWish(
    [property: Id(0)] Guid WishId,
    [property: Id(1)] string DeskId,
    [property: Id(2)] DateTimeOffset? OpensAt,
    [property: Id(3)] long? TicketNumber);
