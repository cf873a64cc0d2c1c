using Microsoft.Extensions.FileProviders;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The pages: files of <c>wwwroot</c> beside the program, and one page for all of their addresses.</summary>
internal static class Pages
{
    private const string Start = "index.html";
    private const string Unchanging = "public, max-age=31536000, immutable";
    private const string AskAgain = "no-cache";

    private static readonly string[] Addresses = ["/", "/chat", "/desk"];

    public static void MapPages(this WebApplication app)
    {
        var root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (!File.Exists(Path.Combine(root, Start)))
        {
            foreach (var address in Addresses)
                app.MapGet(address, () => Results.Text("The pages are not built: run npm, or build without -p:BuildClientApp=false.", statusCode: 404)).AllowAnonymous().ExcludeFromDescription();
            return;
        }
        var files = new PhysicalFileProvider(root);
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            // What the build names by its content never changes; all else is asked for anew.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal) ? Unchanging : AskAgain,
        });
        foreach (var address in Addresses)
        {
            app.MapGet(address, (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = AskAgain;
                return Results.File(files.GetFileInfo(Start).PhysicalPath!, "text/html; charset=utf-8");
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }
}
