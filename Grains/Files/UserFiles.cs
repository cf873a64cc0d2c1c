using LiveChat.Sessions;
using Microsoft.Extensions.Options;

namespace LiveChat.Files;

/// <inheritdoc cref="IUserFiles"/>
public sealed class UserFiles(IFileStore files, TimeProvider clock, IOptions<FilesOptions> options) : Grain, IUserFiles
{
    private readonly FilesOptions _options = options.Value;

    /// <inheritdoc/>
    public async Task<Refusal?> RefuseUpload(Caller caller, Guid sessionId, long size)
    {
        if (caller.UserId != this.GetPrimaryKeyString()) return new(RefusalCode.Forbidden, "You can upload in your own name only.");
        if (await Session(sessionId).RefuseFile(caller, gives: true) is { } refusal) return refusal;
        var (ofUser, ofSession) = await files.Sizes(caller.UserId, sessionId, CancellationToken.None);
        return FileRules.RefuseQuota(_options, ofUser, ofSession, size);
    }

    /// <inheritdoc/>
    public async Task<Outcome<StoredFile>> Add(Caller caller, StoredFile file)
    {
        if (file.UploaderId != caller.UserId) return new Refusal(RefusalCode.Forbidden, "You can upload in your own name only.");
        if (await RefuseUpload(caller, file.SessionId, file.Shown.Size) is { } refusal) return refusal;
        await files.Add(file, clock.GetUtcNow() + _options.OrphanAge, CancellationToken.None);
        return file;
    }

    /// <inheritdoc/>
    public async Task<Outcome<StoredFile>> Open(Caller caller, Guid fileId)
    {
        if (await files.Find(fileId, CancellationToken.None) is not { } file) return FileRules.NoSuchFile;
        var refusal = await Session(file.SessionId).RefuseFile(caller, gives: false);
        return refusal?.Code switch
        {
            null => file,
            RefusalCode.NotFound => FileRules.NoSuchFile,
            _ => refusal,
        };
    }

    private IChatSession Session(Guid sessionId) => GrainFactory.GetGrain<IChatSession>(sessionId);
}
