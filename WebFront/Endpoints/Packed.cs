using System.Collections.Frozen;
using Microsoft.AspNetCore.StaticFiles;

namespace LiveChat.WebFront.Endpoints;

/// <summary>Gives browsers the copy of a file that the build compressed, where they take it: nothing is compressed while somebody waits.</summary>
internal sealed class Packed(RequestDelegate next, string root)
{
    // The smaller first.
    private static readonly (string Encoding, string Suffix)[] Ways = [("br", ".br"), ("gzip", ".gz")];

    private readonly FrozenSet<string> _packed = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
        .Where(file => NameOf(file) != file)
        .Select(file => "/" + Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'))
        .ToFrozenSet(StringComparer.Ordinal);

    public Task InvokeAsync(HttpContext http)
    {
        var accepted = http.Request.Headers.AcceptEncoding;
        foreach (var (encoding, suffix) in Ways)
        {
            if (!accepted.Any(line => line is not null && line.Contains(encoding, StringComparison.OrdinalIgnoreCase))) continue;
            if (!_packed.Contains(http.Request.Path + suffix)) continue;
            http.Request.Path += suffix;
            break;
        }
        return next(http);
    }

    /// <summary>The path that was asked for.</summary>
    public static string NameOf(string path)
    {
        foreach (var (_, suffix) in Ways)
        {
            if (path.EndsWith(suffix, StringComparison.Ordinal)) return path[..^suffix.Length];
        }
        return path;
    }

    /// <summary>Says how the file is compressed, and that this depends on who asks.</summary>
    public static void Mark(StaticFileResponseContext file)
    {
        file.Context.Response.Headers.Vary = "Accept-Encoding";
        foreach (var (encoding, suffix) in Ways)
        {
            if (file.File.Name.EndsWith(suffix, StringComparison.Ordinal)) file.Context.Response.Headers.ContentEncoding = encoding;
        }
    }

    /// <summary>A compressed file is of the type of what it holds.</summary>
    public sealed class ContentTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _types = new();

        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType) =>
            _types.TryGetContentType(NameOf(subpath), out contentType);
    }
}
