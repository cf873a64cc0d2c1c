namespace LiveChat.Files;

/// <summary>What may be uploaded and attached, apart from what is in it. Pure.</summary>
public static class FileRules
{
    private const long Mega = 1024 * 1024;

    /// <summary>The one answer for what does not exist and for what the caller may not know of.</summary>
    public static Refusal NoSuchFile { get; } = new(RefusalCode.NotFound, "There is no such file, or you are not in its session.");

    /// <summary>A message names files that it cannot have.</summary>
    public static Refusal NotYours { get; } = new(RefusalCode.Invalid, "An attachment is not there any more, was uploaded by somebody else or to another session, or belongs to another message. Upload it again.");

    /// <summary>Why a message cannot have these files, or null.</summary>
    public static Refusal? RefuseAttachments(Guid[]? fileIds)
    {
        if (fileIds is null) return null;
        if (fileIds.Length > Attachment.MostPerMessage) return new(RefusalCode.Invalid, $"A message has at most {Attachment.MostPerMessage} attachments.");
        return fileIds.Distinct().Count() < fileIds.Length ? new(RefusalCode.Invalid, "An attachment is named twice.") : null;
    }

    /// <summary>Why there is no room for so much more, or null.</summary>
    public static Refusal? RefuseQuota(FilesOptions options, long ofUser, long ofSession, long size)
    {
        if (ofUser + size > options.QuotaPerUser)
            return new(RefusalCode.TooLong, $"All your files together may have {options.QuotaPerUser / Mega} MB; there is no room for this one.");
        return ofSession + size > options.QuotaPerSession
            ? new(RefusalCode.TooLong, $"All files of a conversation together may have {options.QuotaPerSession / Mega} MB; there is no room for this one.")
            : null;
    }
}
