namespace LiveChat.Exports;

/// <summary>What a user has taken out: a conversation, or all that is kept of somebody, as a file made in the background.</summary>
/// <remarks>Key: the user's id. Nobody else, whoever they are, sees these files.</remarks>
[Alias("IExports")]
public interface IExports : IGrainWithStringKey
{
    /// <summary>
    /// Begins an export. One's own data and conversations that one may read; another's data is for admins. CONFLICT while
    /// as many are being made as one user may have at once.
    /// </summary>
    [Alias("Begin")] Task<Outcome<Export>> Begin(Caller caller, ExportWish wish);

    /// <summary>The caller's exports, the newest first.</summary>
    [Alias("List")] Task<Outcome<ExportList>> List(Caller caller);

    /// <summary>One of them, with how far it is; NOT_FOUND for anybody else's.</summary>
    [Alias("Find")] Task<Outcome<Export>> Find(Caller caller, Guid exportId);

    /// <summary>The file of one that is done; CONFLICT before that.</summary>
    [Alias("Open")] Task<Outcome<ExportFile>> Open(Caller caller, Guid exportId);

    /// <summary>Removes one with its file; one that is being made ends.</summary>
    [Alias("Remove")] Task<Refusal?> Remove(Caller caller, Guid exportId);
}

/// <summary>What is to be taken out.</summary>
/// <param name="SessionId">A conversation; null for all that is kept of a user.</param>
/// <param name="UserId">Whose data; null for one's own. Not together with a conversation.</param>
/// <param name="Format">As what.</param>
/// <param name="Locale">The language of what stands around the words: <c>zh-Hant</c>, <c>zh-Hans</c> or <c>en</c>.</param>
/// <param name="Zone">In whose time, an IANA name.</param>
[GenerateSerializer, Immutable, Alias("ExportWish")]
public sealed record ExportWish(
    [property: Id(0)] Guid? SessionId,
    [property: Id(1)] string? UserId,
    [property: Id(2)] ExportFormat Format,
    [property: Id(3)] string Locale,
    [property: Id(4)] string Zone);

/// <summary>As what it is written. The numbers stand in the database.</summary>
public enum ExportFormat
{
    /// <summary>For programs.</summary>
    Json = 1,

    /// <summary>For spreadsheets.</summary>
    Csv = 2,

    /// <summary>For people.</summary>
    Html = 3,
}

/// <summary>How far an export is. The numbers stand in the database.</summary>
public enum ExportStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued = 1,

    /// <summary>It is being written.</summary>
    Running = 2,

    /// <summary>The file is there.</summary>
    Done = 3,

    /// <summary>It will not come; <see cref="Export.Failure"/> says why.</summary>
    Failed = 4,
}

/// <summary>An export.</summary>
/// <param name="ExportId">Its id (UUIDv7).</param>
/// <param name="OwnerId">Who asked for it, and alone may have it.</param>
/// <param name="Wish">What it is of. With a user's data the user's id stands in it.</param>
/// <param name="Status">How far it is.</param>
/// <param name="Written">How many entries were written.</param>
/// <param name="Total">Of how many; 0 while nobody knows.</param>
/// <param name="Size">The file's size in bytes, once it is done.</param>
/// <param name="Failure">Why it failed, in plain English.</param>
/// <param name="CreatedAt">When it was asked for, in UTC.</param>
/// <param name="ExpiresAt">When it goes by itself, in UTC.</param>
[GenerateSerializer, Immutable, Alias("Export")]
public sealed record Export(
    [property: Id(0)] Guid ExportId,
    [property: Id(1)] string OwnerId,
    [property: Id(2)] ExportWish Wish,
    [property: Id(3)] ExportStatus Status,
    [property: Id(4)] long Written,
    [property: Id(5)] long Total,
    [property: Id(6)] long Size,
    [property: Id(7)] string? Failure,
    [property: Id(8)] DateTimeOffset CreatedAt,
    [property: Id(9)] DateTimeOffset ExpiresAt);

/// <summary>A user's exports.</summary>
[GenerateSerializer, Immutable, Alias("ExportList")]
public sealed record ExportList([property: Id(0)] Export[] Exports);

/// <summary>The file of an export.</summary>
/// <param name="Export">The export.</param>
/// <param name="Place">Where its bytes lie.</param>
[GenerateSerializer, Immutable, Alias("ExportFile")]
public sealed record ExportFile([property: Id(0)] Export Export, [property: Id(1)] string Place);
