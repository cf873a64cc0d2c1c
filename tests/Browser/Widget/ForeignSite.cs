using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveChat.Browser.Widget;

/// <summary>Another site on another port, which has the widget in its pages.</summary>
public sealed class ForeignSite : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, (string Html, string? Policy)> _pages = [];
    private readonly Task _serving;

    private ForeignSite(string address)
    {
        Address = address;
        _listener.Prefixes.Add(address + "/");
        _listener.Start();
        _serving = Serve();
    }

    public string Address { get; }

    /// <summary>A site whose <c>/</c> has the widget of that server, and no more.</summary>
    public static ForeignSite With(LiveChatServer server, string attributes = "") => With(server.Address, attributes);

    /// <summary>The same by the server's address, or that of a line to it.</summary>
    public static ForeignSite With(string server, string attributes = "")
    {
        var site = new ForeignSite($"http://localhost:{FreePort()}");
        site.Page("/", Html(server, attributes));
        return site;
    }

    /// <summary>A page with the widget's tag.</summary>
    public static string Html(LiveChatServer server, string attributes = "", string head = "", string body = "<h1>A shop</h1>") => Html(server.Address, attributes, head, body);

    private static string Html(string server, string attributes, string head = "", string body = "<h1>A shop</h1>") => $"""
        <!doctype html><html lang="zh-Hant"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A shop</title>{head}</head>
        <body><main>{body}</main><script src="{server}/widget.js" {attributes} async></script></body></html>
        """;

    public void Page(string path, string html, string? policy = null) => _pages[path] = (html, policy);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task Serve()
    {
        try
        {
            while (true) Answer(await _listener.GetContextAsync());
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Stopped.
        }
    }

    private void Answer(HttpListenerContext http)
    {
        using var response = http.Response;
        if (!_pages.TryGetValue(http.Request.Url!.AbsolutePath, out var page))
        {
            response.StatusCode = 404;
            return;
        }
        response.ContentType = "text/html; charset=utf-8";
        if (page.Policy is { } policy) response.Headers["Content-Security-Policy"] = policy;
        response.OutputStream.Write(Encoding.UTF8.GetBytes(page.Html));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
