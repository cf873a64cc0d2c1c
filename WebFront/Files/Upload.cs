using System.Globalization;
using System.Text;
using LiveChat.Files;
using LiveChat.WebFront.Files.Pictures;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebFront.Files;

/// <summary>What uploads are made with.</summary>
internal sealed record UploadTools(IFileBytes Bytes, PictureBench Bench, IGrainFactory Grains, FilesOptions Options, TimeProvider Clock);

/// <summary>
/// One upload, from its first part to its record. Everything streams to disk; whatever ends it early, nothing stays. The
/// form's parts come in this order: <c>sessionId</c>, <c>seconds</c>?, <c>file</c>, <c>thumbnail</c>?.
/// </summary>
internal sealed class Upload(Caller caller, UploadTools tools, CancellationToken token) : IAsyncDisposable
{
    private const int MostParts = 4;
    private const int LongestField = 64;
    private const int MaxThumbnailBytes = 300 * 1024;
    private const int MaxThumbnailPixels = 640;
    private const int ChunkLength = 64 * 1024;
    private const double LongestSeconds = 24 * 60 * 60;

    private readonly Guid _id = Guid.CreateVersion7(tools.Clock.GetUtcNow());
    private readonly List<ReceivedBytes> _received = [];
    private Guid? _sessionId;
    private double? _seconds;
    private string _name = "";
    private ReceivedBytes? _file;
    private ReceivedBytes? _thumbnail;
    private Picture? _picture;

    /// <summary>Takes the whole form.</summary>
    /// <param name="form">The form's parts.</param>
    /// <param name="announced">How long the whole is, as far as is known.</param>
    public async Task<Outcome<StoredFile>> Take(MultipartReader form, long announced)
    {
        for (var parts = 0; await form.ReadNextSectionAsync(token) is { } part; parts++)
        {
            if (parts == MostParts) return Invalid("The form has more parts than are asked for.");
            if (await Take(part, announced) is { } refusal) return refusal;
        }
        if (_file is null) return Invalid("The form has no file.");
        return await Record();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var received in _received) await received.DisposeAsync();
    }

    private async Task<Refusal?> Take(MultipartSection part, long announced)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition)) return Invalid("A part of the form has no name.");
        switch (disposition.Name.Value?.Trim('"'))
        {
            case "sessionId" when _sessionId is null:
                if (!Guid.TryParse(await Text(part), out var sessionId)) return Invalid("sessionId is not an id.");
                _sessionId = sessionId;
                return await Files.RefuseUpload(caller, sessionId, announced);
            case "seconds" when _file is null:
                if (!double.TryParse(await Text(part), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) || seconds is not (>= 0 and <= LongestSeconds)) return Invalid("seconds is not a length of time.");
                _seconds = Math.Round(seconds, 1);
                return null;
            case "file" when _sessionId is not null && _file is null:
                _name = FileNames.Clean(disposition.FileNameStar.Value ?? HeaderUtilities.RemoveQuotes(disposition.FileName).Value);
                return await TakeFile(part);
            case "thumbnail" when _file is not null && _thumbnail is null:
                return await TakeThumbnail(part);
            default:
                return Invalid("The form's parts are sessionId, seconds (for recordings), file, thumbnail, in this order.");
        }
    }

    private async Task<Refusal?> TakeFile(MultipartSection part)
    {
        _file = Receive("");
        if (await Copy(part.Body, _file, type => type.Limit(tools.Options)) is { } refusal) return refusal;
        if (_file.Size == 0) return Invalid("The file is empty.");
        if (_file.Type.Kind != FileKind.Picture) return null;
        var clean = Receive(".clean");
        var cleaned = await Clean(_file, clean);
        (_file, _picture) = (clean, cleaned.Value);
        return cleaned.Refusal;
    }

    /// <summary>The sender's small picture of it: as little trusted as any picture, and bound to be small.</summary>
    private async Task<Refusal?> TakeThumbnail(MultipartSection part)
    {
        if (_file!.Type.Kind is not (FileKind.Picture or FileKind.Video)) return Invalid("Pictures and films alone have thumbnails.");
        await using var raw = Receive(".thumbnail-raw");
        if (await Copy(part.Body, raw, _ => MaxThumbnailBytes) is { } refusal) return refusal;
        if (raw.Type.Kind != FileKind.Picture) return Invalid("The thumbnail is no picture.");
        _thumbnail = Receive(".thumbnail");
        var cleaned = await Clean(raw, _thumbnail);
        if (cleaned.Value is { } small && Math.Max(small.Width, small.Height) > MaxThumbnailPixels) return Invalid($"A thumbnail has at most {MaxThumbnailPixels} × {MaxThumbnailPixels} pixels.");
        return cleaned.Refusal;
    }

    /// <summary>The record comes before the bytes are kept: what is kept and not recorded would stay for ever, the other way round it is swept.</summary>
    private async Task<Outcome<StoredFile>> Record()
    {
        var now = tools.Clock.GetUtcNow();
        var shown = new Attachment(_id, _name, _file!.Size, _file.Type.ContentType, _picture?.Width, _picture?.Height,
            _file.Type.Kind is FileKind.Audio or FileKind.Video ? _seconds : null, _thumbnail is null ? null : Attachment.ThumbnailUrlOf(_id));
        var file = new StoredFile(_id, _sessionId!.Value, caller.UserId, FilePlaces.Of(_id, now), shown, now, _thumbnail?.Type.ContentType);
        var added = await Files.Add(caller, file);
        if (added.Refusal is not null) return added;
        await _file.Keep(file.Place);
        if (_thumbnail is not null) await _thumbnail.Keep(FilePlaces.ThumbnailOf(file.Place));
        return file;
    }

    /// <summary>Copies a part to disk; its first bytes say what it is, and so how long it may be.</summary>
    private async Task<Refusal?> Copy(Stream body, ReceivedBytes target, Func<FileType, long> limitOf)
    {
        var buffer = new byte[ChunkLength];
        var head = await body.ReadAtLeastAsync(buffer, Sniffing.HeadLength, throwOnEndOfStream: false, token);
        target.Type = Sniffing.Of(buffer.AsSpan(0, Math.Min(head, Sniffing.HeadLength)));
        if (Refuse(target.Type) is { } refusal) return refusal;
        var limit = limitOf(target.Type);
        for (var count = head; count > 0; count = await body.ReadAsync(buffer, token))
        {
            if (target.Stream.Position + count > limit) return new(RefusalCode.TooLong, $"The file is too big: of this kind at most {limit / 1024.0 / 1024.0:0.#} MB are taken.");
            await target.Stream.WriteAsync(buffer.AsMemory(0, count), token);
        }
        await target.Stream.FlushAsync(token);
        return null;
    }

    private Refusal? Refuse(FileType type) => type.Kind switch
    {
        FileKind.Program => new(RefusalCode.ContentRefused, "Programs are not taken."),
        FileKind.Other when type == FileType.Unknown && !tools.Options.TakeUnknown => new(RefusalCode.ContentRefused, "Files of this kind are not taken."),
        _ => null,
    };

    private async Task<Outcome<Picture>> Clean(ReceivedBytes raw, ReceivedBytes target)
    {
        raw.Stream.Position = 0;
        target.Type = raw.Type;
        try
        {
            var picture = await tools.Bench.Clean(raw.Type.ContentType, raw.Stream, target.Stream, token);
            await target.Stream.FlushAsync(token);
            return picture;
        }
        catch (BrokenPictureException broken)
        {
            return new Refusal(RefusalCode.ContentRefused, broken.Message);
        }
    }

    private ReceivedBytes Receive(string ending)
    {
        var received = new ReceivedBytes(tools.Bytes, $"{_id:N}{ending}");
        _received.Add(received);
        return received;
    }

    /// <summary>The text of a short field; empty when it is longer than one can be.</summary>
    private async Task<string> Text(MultipartSection part)
    {
        var buffer = new byte[LongestField + 1];
        var count = await part.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token);
        return count > LongestField ? "" : Encoding.UTF8.GetString(buffer, 0, count);
    }

    private IUserFiles Files => tools.Grains.GetGrain<IUserFiles>(caller.UserId);

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
