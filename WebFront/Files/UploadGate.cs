using LiveChat.Files;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Files;

/// <summary>How many uploads there are at once, in all and of each user. Nobody waits here: one too many is told to come back.</summary>
internal sealed class UploadGate(IOptions<FilesOptions> options)
{
    private static readonly Refusal TooMany = new(RefusalCode.Overloaded, "Many files are coming in right now. Try again in a few seconds.");
    private static readonly Refusal TooManyOfYours = new(RefusalCode.RateLimited, "You are uploading several files already. Try again when one is done.");

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _users = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Lets an upload in; <see cref="Leave"/> follows exactly when nothing is refused.</summary>
    public Refusal? Enter(string userId)
    {
        lock (_gate)
        {
            var ofUser = _users.GetValueOrDefault(userId);
            if (ofUser >= options.Value.UploadsAtOncePerUser) return TooManyOfYours;
            if (_count >= options.Value.UploadsAtOnce) return TooMany;
            _count++;
            _users[userId] = ofUser + 1;
            return null;
        }
    }

    public void Leave(string userId)
    {
        lock (_gate)
        {
            _count--;
            if (_users[userId] == 1) _users.Remove(userId);
            else _users[userId]--;
        }
    }
}
