using LiveChat.Exports;

namespace LiveChat.WebFront.Wire;

/// <summary>A wish for an export.</summary>
/// <param name="SessionId">A conversation; none for all that is kept of a user.</param>
/// <param name="UserId">Whose data; one's own if none is named.</param>
/// <param name="Format">json, csv or html; json if none is named.</param>
/// <param name="Locale">zh-Hant, zh-Hans or en, for html; en if none is named.</param>
/// <param name="Zone">An IANA time zone, for html; UTC if none is named.</param>
internal sealed record ExportBody(Guid? SessionId, string? UserId, ExportFormat? Format, string? Locale, string? Zone);

/// <summary>An export.</summary>
/// <param name="ExportId">Its id.</param>
/// <param name="SessionId">The conversation, if it is of one.</param>
/// <param name="UserId">Whose data it is, if it is of a user.</param>
/// <param name="Format">json, csv or html.</param>
/// <param name="Status">queued, running, done or failed.</param>
/// <param name="Written">How many entries were written.</param>
/// <param name="Total">Of how many; 0 while nobody knows.</param>
/// <param name="Size">The file's bytes, once it is done.</param>
/// <param name="Failure">Why it failed.</param>
/// <param name="CreatedAt">When it was asked for.</param>
/// <param name="ExpiresAt">When it goes by itself.</param>
internal sealed record WireExport(
    Guid ExportId, Guid? SessionId, string? UserId, ExportFormat Format, ExportStatus Status, long Written, long Total, long Size, string? Failure,
    DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public static WireExport From(Export export) => new(
        export.ExportId, export.Wish.SessionId, export.Wish.UserId, export.Wish.Format, export.Status, export.Written, export.Total, export.Size, export.Failure,
        export.CreatedAt, export.ExpiresAt);
}

/// <summary>A user's exports, the newest first.</summary>
internal sealed record WireExports(WireExport[] Exports);
