using Microsoft.Extensions.Options;

namespace LiveChat.Files;

/// <summary>The settings of files, section <c>Files</c>. Sizes are bytes.</summary>
public sealed class FilesOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Files";

    private const long Mega = 1024 * 1024;

    /// <summary>The largest picture.</summary>
    public long MaxPictureBytes { get; set; } = 15 * Mega;

    /// <summary>The largest recording or piece of music.</summary>
    public long MaxAudioBytes { get; set; } = 20 * Mega;

    /// <summary>The largest film.</summary>
    public long MaxVideoBytes { get; set; } = 60 * Mega;

    /// <summary>The largest of all other files.</summary>
    public long MaxFileBytes { get; set; } = 30 * Mega;

    /// <summary>The most pixels of a picture, or of one frame of a moving one.</summary>
    public long MaxPixels { get; set; } = 60_000_000;

    /// <summary>Whether content of a kind that is not known is taken, to be downloaded only. Programs never are.</summary>
    public bool TakeUnknown { get; set; } = true;

    /// <summary>What all files of one user may have together.</summary>
    public long QuotaPerUser { get; set; } = 500 * Mega;

    /// <summary>What all files of one session may have together.</summary>
    public long QuotaPerSession { get; set; } = 1024 * Mega;

    /// <summary>Room that stays free on the disk; with less, nothing is taken.</summary>
    public long LeastFreeBytes { get; set; } = 200 * Mega;

    /// <summary>Uploads that one front takes at once; one more is refused as overload.</summary>
    public int UploadsAtOnce { get; set; } = 32;

    /// <summary>Uploads of one user that one front takes at once.</summary>
    public int UploadsAtOncePerUser { get; set; } = 4;

    /// <summary>Pictures that one front works on at once; more wait.</summary>
    public int PicturesAtOnce { get; set; } = 2;

    /// <summary>How long a file may wait for the message that it is attached to.</summary>
    public TimeSpan OrphanAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How often orphans are swept; at least a minute.</summary>
    public TimeSpan SweepEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The most files of one sweep.</summary>
    public int SweepAtOnce { get; set; } = 500;

    /// <summary>The largest of the limits.</summary>
    public long MaxBytes => Math.Max(Math.Max(MaxPictureBytes, MaxAudioBytes), Math.Max(MaxVideoBytes, MaxFileBytes));
}

/// <summary>Refuses settings under which files could not be stored, or would never go.</summary>
public sealed class FilesOptionsValidator : IValidateOptions<FilesOptions>
{
    private const long MostBytes = 4L * 1024 * 1024 * 1024;

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FilesOptions options)
    {
        List<string> faults = [];
        Within(nameof(options.MaxPictureBytes), options.MaxPictureBytes, 1024, MostBytes);
        Within(nameof(options.MaxAudioBytes), options.MaxAudioBytes, 1024, MostBytes);
        Within(nameof(options.MaxVideoBytes), options.MaxVideoBytes, 1024, MostBytes);
        Within(nameof(options.MaxFileBytes), options.MaxFileBytes, 1024, MostBytes);
        Within(nameof(options.MaxPixels), options.MaxPixels, 1_000_000, 1_000_000_000);
        Within(nameof(options.QuotaPerUser), options.QuotaPerUser, 1024, long.MaxValue);
        Within(nameof(options.QuotaPerSession), options.QuotaPerSession, 1024, long.MaxValue);
        Within(nameof(options.LeastFreeBytes), options.LeastFreeBytes, 0, long.MaxValue);
        Within(nameof(options.UploadsAtOnce), options.UploadsAtOnce, 1, 10_000);
        Within(nameof(options.UploadsAtOncePerUser), options.UploadsAtOncePerUser, 1, 10_000);
        Within(nameof(options.PicturesAtOnce), options.PicturesAtOnce, 1, 1_000);
        Within(nameof(options.SweepAtOnce), options.SweepAtOnce, 1, 100_000);
        Time(nameof(options.OrphanAge), options.OrphanAge, TimeSpan.FromMinutes(1), TimeSpan.FromDays(365));
        Time(nameof(options.SweepEvery), options.SweepEvery, TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);

        void Within(string setting, long value, long least, long most)
        {
            if (value < least || value > most) faults.Add($"{FilesOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
        }

        void Time(string setting, TimeSpan value, TimeSpan least, TimeSpan most)
        {
            if (value < least || value > most) faults.Add($"{FilesOptions.Section}:{setting} is {value}; it must be from {least} to {most}.");
        }
    }
}
