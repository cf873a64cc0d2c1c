using Orleans.Concurrency;

namespace LiveChat.Knowledge;

/// <summary>One file that is being read into the knowledge base, in the background.</summary>
/// <remarks>
/// Key: the import's id (UUIDv7), which the caller makes. What is written is known by language and title, so a file that is
/// imported again changes what differs and adds nothing twice. How far it is, is known for some weeks. When its process ends
/// in the middle, it does not go on by itself: it says that it was interrupted, and the file can simply be imported again.
/// </remarks>
[Alias("IKnowledgeImport")]
public interface IKnowledgeImport : IGrainWithGuidKey
{
    /// <summary>Reads the file and begins to write what it holds; staff only. A file that is not of its form is refused as a whole.</summary>
    [Alias("Begin")] Task<Outcome<ImportProgress>> Begin(Caller caller, ImportFile file);

    /// <summary>How far it is; who began it, and admins.</summary>
    [Alias("Progress"), AlwaysInterleave] Task<Outcome<ImportProgress>> Progress(Caller caller);

    /// <summary>Writes no more of it; what is written stays. Who began it, and admins.</summary>
    [Alias("Stop"), AlwaysInterleave] Task<Outcome<ImportProgress>> Stop(Caller caller);
}

/// <summary>The form of a file.</summary>
public enum ImportFormat
{
    /// <summary>A line for an article; the first names the columns.</summary>
    Csv = 1,

    /// <summary>A heading of the first level for an article.</summary>
    Markdown = 2,

    /// <summary>An object for an article.</summary>
    Json = 3,
}

/// <summary>How an import stands.</summary>
public enum ImportState
{
    /// <summary>It goes on.</summary>
    Running = 1,

    /// <summary>Everything was looked at.</summary>
    Done = 2,

    /// <summary>Somebody stopped it.</summary>
    Stopped = 3,

    /// <summary>The database was away for too long; what was written stays.</summary>
    Failed = 4,

    /// <summary>The process that ran it ended; what was written stays. Import the file again.</summary>
    Interrupted = 5,
}

/// <summary>A file to import.</summary>
/// <param name="Name">Its name, for people.</param>
/// <param name="Format">Its form.</param>
/// <param name="Content">Its bytes: text in UTF-8.</param>
/// <param name="Kind">The kind of articles that do not say it.</param>
/// <param name="Status">The status of articles that do not say it.</param>
/// <param name="Language">The language of articles that do not say it; null to look at the text.</param>
/// <param name="Category">What articles that do not say it are filed under.</param>
[GenerateSerializer, Immutable, Alias("ImportFile")]
public sealed record ImportFile(
    [property: Id(0)] string Name,
    [property: Id(1)] ImportFormat Format,
    [property: Id(2)] byte[] Content,
    [property: Id(3)] ArticleKind Kind,
    [property: Id(4)] ArticleStatus Status,
    [property: Id(5)] string? Language,
    [property: Id(6)] string Category);

/// <summary>How far an import is.</summary>
/// <param name="ImportId">Its id.</param>
/// <param name="Name">The file's name.</param>
/// <param name="State">How it stands.</param>
/// <param name="Total">How many articles the file holds, good and bad.</param>
/// <param name="Added">New ones that were written.</param>
/// <param name="Changed">Ones that stood otherwise, and were written anew.</param>
/// <param name="Unchanged">Ones that stood already as the file has them.</param>
/// <param name="Bad">Ones that were not taken.</param>
/// <param name="BadLines">Why, at most <see cref="MostBadLines"/>, by line.</param>
[GenerateSerializer, Immutable, Alias("ImportProgress")]
public sealed record ImportProgress(
    [property: Id(0)] Guid ImportId,
    [property: Id(1)] string Name,
    [property: Id(2)] ImportState State,
    [property: Id(3)] int Total,
    [property: Id(4)] int Added,
    [property: Id(5)] int Changed,
    [property: Id(6)] int Unchanged,
    [property: Id(7)] int Bad,
    [property: Id(8)] BadLine[] BadLines)
{
    /// <summary>So many bad lines are told.</summary>
    public const int MostBadLines = 200;

    /// <summary>How many articles were looked at.</summary>
    public int Done => Added + Changed + Unchanged + Bad;
}

/// <summary>What of a file was not taken.</summary>
/// <param name="Line">Where in the file it begins; the first line is 1.</param>
/// <param name="Reason">Why, in plain English.</param>
[GenerateSerializer, Immutable, Alias("BadLine")]
public sealed record BadLine([property: Id(0)] int Line, [property: Id(1)] string Reason);
