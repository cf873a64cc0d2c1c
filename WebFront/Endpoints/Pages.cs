using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The pages: files of <c>wwwroot</c> beside the program, and one page for all of their addresses.</summary>
internal static class Pages
{
    private const string Start = "index.html";
    private const string Unchanging = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";
    private const string Widget = "/widget";
    private const string WidgetScript = "/widget.js";

    private static readonly string[] Addresses = ["/", "/chat", "/desk", "/tickets", "/console", "/reports", "/knowledge", "/help/{id:guid}"];

    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    private static bool AreBuilt => File.Exists(Path.Combine(Root, Start));

    /// <summary>Serves the files. Stands before routing, whose last route would take every address.</summary>
    public static void UsePages(this WebApplication app)
    {
        if (!AreBuilt) return;
        app.UseMiddleware<Packed>(Root);
        app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(Root), ContentTypeProvider = new Packed.ContentTypes(), OnPrepareResponse = Prepare });
    }

    private static void Prepare(StaticFileResponseContext file)
    {
        var (path, headers) = (file.Context.Request.Path, file.Context.Response.Headers);
        var inWidget = path.StartsWithSegments(Widget, StringComparison.Ordinal);
        // What the build names by its content never changes; all else is asked for anew.
        headers.CacheControl = inWidget || path.StartsWithSegments("/assets", StringComparison.Ordinal) ? Unchanging : AskAgain;
        if (inWidget || Packed.NameOf(path) == WidgetScript) OpenToAll(headers);
        Packed.Mark(file);
    }

    /// <summary>The widget's scripts stand in other sites' pages, and hold nothing of anybody's.</summary>
    private static void OpenToAll(IHeaderDictionary headers)
    {
        headers.AccessControlAllowOrigin = "*";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
    }

    public static void MapPages(this WebApplication app)
    {
        foreach (var address in Addresses) app.MapGet(address, Page).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Page(HttpContext http)
    {
        if (!AreBuilt) return Results.Text("The pages are not built: run npm, or build without -p:BuildClientApp=false.", statusCode: 404);
        http.Response.Headers.CacheControl = AskAgain;
        return Results.File(Path.Combine(Root, Start), "text/html; charset=utf-8");
    }
}
