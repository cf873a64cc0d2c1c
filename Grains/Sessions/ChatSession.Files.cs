using LiveChat.Files;

namespace LiveChat.Sessions;

// Files of messages. Their records stand beside the log: what is done to both is begun at the files, as a doubt that the
// sweep resolves by asking the log, so that neither a crash nor a lost answer leaves them apart.
public sealed partial class ChatSession
{
    // Longer than a write to the log may take.
    private static readonly TimeSpan DoubtAfter = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<Refusal?> RefuseFile(Caller caller, bool gives)
    {
        if (await Ready() is { } away) return away;
        return Refuse(caller, gives ? Deed.Speak : Deed.See);
    }

    /// <summary>Gives the message its files; a message that is never stored loses them to the sweep.</summary>
    private async ValueTask<(Attachment[]? Given, Refusal? Refusal)> ClaimFiles(Caller caller, OutgoingMessage message)
    {
        if (!message.HasAttachments) return default;
        try
        {
            var given = await files.Claim(message.Attachments!, Id, caller.UserId, message.ClientMessageId, Now + fileOptions.Value.OrphanAge, CancellationToken.None);
            return given is null ? (null, FileRules.NotYours) : (given, null);
        }
        catch (StoreUnavailableException fault)
        {
            return (null, StoreAway(fault));
        }
    }

    /// <summary>Something is about to happen to what the files belong to; null for all files of the session.</summary>
    private async Task<Refusal?> DoubtFiles(Guid[]? fileIds)
    {
        try
        {
            await files.Doubt(Id, fileIds, Now + DoubtAfter, CancellationToken.None);
            return null;
        }
        catch (StoreUnavailableException fault)
        {
            return StoreAway(fault);
        }
    }

    /// <summary>What was doubted has happened: the files go at once. Should this fail, they go a little later.</summary>
    private async Task TakeAway(Guid[] fileIds)
    {
        try
        {
            await files.Doubt(Id, fileIds, Now, CancellationToken.None);
            await GrainFactory.GetGrain<IFileSweep>(IFileSweep.All).Hurry();
        }
        catch (Exception fault)
        {
            // Whatever ails the sweep: the doubt stands in the store, and its reminder comes.
            LogSweepAway(logger, Id, fault);
        }
    }

    private static Guid[] FilesOf(Message? entry) => entry?.Attachments is { } attachments ? Array.ConvertAll(attachments, file => file.FileId) : [];
}
