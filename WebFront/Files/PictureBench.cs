using LiveChat.Files;
using LiveChat.WebFront.Files.Pictures;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Files;

/// <summary>Where pictures are cleaned: few at once, on threads of their own, so that requests never wait for a picture.</summary>
internal sealed class PictureBench(IOptions<FilesOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.Value.PicturesAtOnce);

    /// <inheritdoc cref="Picture.Clean"/>
    public async Task<Picture> Clean(string contentType, Stream source, Stream target, CancellationToken token)
    {
        await _places.WaitAsync(token);
        try
        {
            return await Task.Factory.StartNew(
                () => Picture.Clean(contentType, source, target, options.Value.MaxPixels), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
