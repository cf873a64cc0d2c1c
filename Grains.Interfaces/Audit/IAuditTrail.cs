namespace LiveChat.Audit;

/// <summary>Who did what and when. Only read here: an entry is written where the deed is done, before it is acknowledged.</summary>
/// <remarks>Key: <see cref="All"/>.</remarks>
[Alias("IAuditTrail")]
public interface IAuditTrail : IGrainWithStringKey
{
    /// <summary>The key of the one trail there is.</summary>
    const string All = "all";

    /// <summary>A page of entries, newest first; admins only.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="filter">Which entries.</param>
    /// <param name="after">Where the last page ended, or null.</param>
    /// <param name="limit">At most so many, 1 to <see cref="AuditPage.Most"/>.</param>
    [Alias("Read")] Task<Outcome<AuditPage>> Read(Caller caller, AuditFilter filter, string? after, int limit);

    /// <summary>The first page for a file, as big as pages are; that the trail is read out stands in it itself. Admins only.</summary>
    [Alias("Export")] Task<Outcome<AuditPage>> Export(Caller caller, AuditFilter filter);
}

/// <summary>Which entries are asked for; null passes all.</summary>
/// <param name="Actor">Who did it, by id or by name.</param>
/// <param name="Action">One of <see cref="AuditAction"/>, or its first word (<c>user</c>) for all that begin so.</param>
/// <param name="Target">The id of what it was done to.</param>
/// <param name="From">No older than this.</param>
/// <param name="To">Older than this.</param>
[GenerateSerializer, Immutable, Alias("AuditFilter")]
public sealed record AuditFilter(
    [property: Id(0)] string? Actor = null,
    [property: Id(1)] string? Action = null,
    [property: Id(2)] string? Target = null,
    [property: Id(3)] DateTimeOffset? From = null,
    [property: Id(4)] DateTimeOffset? To = null);

/// <summary>One deed. It never holds a secret, nor what was said in a session.</summary>
/// <param name="AuditId">Its id (UUIDv7).</param>
/// <param name="At">When, in UTC.</param>
/// <param name="ActorId">Who did it; empty for somebody who did not prove who they are.</param>
/// <param name="ActorName">The name that they went by then.</param>
/// <param name="Action">One of <see cref="AuditAction"/>.</param>
/// <param name="Target">The id of what it was done to: a user, a desk, a session; null for none.</param>
/// <param name="Detail">What changed, by name.</param>
[GenerateSerializer, Immutable, Alias("AuditEntry")]
public sealed record AuditEntry(
    [property: Id(0)] Guid AuditId,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string ActorId,
    [property: Id(3)] string ActorName,
    [property: Id(4)] string Action,
    [property: Id(5)] string? Target,
    [property: Id(6)] Dictionary<string, string> Detail);

/// <summary>A page of entries.</summary>
/// <param name="Entries">Newest first.</param>
/// <param name="Next">Where to go on, or null at the end.</param>
[GenerateSerializer, Immutable, Alias("AuditPage")]
public sealed record AuditPage([property: Id(0)] AuditEntry[] Entries, [property: Id(1)] string? Next)
{
    /// <summary>The most entries of one page.</summary>
    public const int Most = 500;
}

/// <summary>Every deed that is recorded, as it stands in the trail and on the wire.</summary>
public static class AuditAction
{
    /// <summary>Somebody signed in. Visitors, who prove nothing, are left out.</summary>
    public const string SignedIn = "signin.done";

    /// <summary>Somebody tried to. Detail: <c>reason</c> (<c>password</c>, <c>unknown_name</c>, <c>disabled</c>); the target is the account, if there is one.</summary>
    public const string SignInRefused = "signin.refused";

    /// <summary>A refresh token was used twice, so the sign-in was ended.</summary>
    public const string SignInEnded = "signin.ended";

    /// <summary>A user was made.</summary>
    public const string UserCreated = "user.created";

    /// <summary>A user's name, role, password or access changed.</summary>
    public const string UserChanged = "user.changed";

    /// <summary>A desk was made.</summary>
    public const string DeskCreated = "desk.created";

    /// <summary>A desk's name or members changed.</summary>
    public const string DeskChanged = "desk.changed";

    /// <summary>The settings of a desk's widget changed.</summary>
    public const string WidgetChanged = "widget.changed";

    /// <summary>A desk's hours, shifts, duty or targets changed.</summary>
    public const string ScheduleChanged = "schedule.changed";

    /// <summary>An admin read a session that they are not in. Once an hour at most for one admin and session.</summary>
    public const string SessionWatched = "session.watched";

    /// <summary>An admin searched in what others said to each other; the target is the session, if it was one. What was sought is not kept.</summary>
    public const string SessionSearched = "session.searched";

    /// <summary>A session was to be removed.</summary>
    public const string SessionDeleted = "session.deleted";

    /// <summary>A conversation or a user's data was asked for as a file. Detail: <c>of</c> (<c>session</c>, <c>user</c>), <c>format</c>; the target is which or whose.</summary>
    public const string DataExported = "data.exported";

    /// <summary>An article of the knowledge base was written. Detail: <c>version</c>, <c>status</c>.</summary>
    public const string ArticleWritten = "article.written";

    /// <summary>An earlier version of an article was written anew. Detail as before.</summary>
    public const string ArticleRestored = "article.restored";

    /// <summary>An article was removed with its versions.</summary>
    public const string ArticleRemoved = "article.removed";

    /// <summary>Articles were read from a file. Detail: <c>file</c>, <c>added</c>, <c>changed</c>; the target is the import.</summary>
    public const string ArticlesImported = "article.imported";

    /// <summary>The assistant used a tool for somebody, who is the actor; the target is the session. Detail: <c>tool</c>, <c>outcome</c> (<c>done</c>, <c>nothing</c>, <c>refused</c>, <c>failed</c>, <c>timeout</c>), <c>replyId</c>.</summary>
    public const string ToolUsed = "tool.used";

    /// <summary>The trail was read out as a file.</summary>
    public const string AuditExported = "audit.exported";
}
