using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Proxy;

/// <summary>The front behind a real nginx with the configuration that we ship.</summary>
public sealed class NginxTests(NginxTests.Both both) : IClassFixture<NginxTests.Both>
{
    private static readonly string[] Spoofed = ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP"];

    /// <summary>A front that heeds what the proxy says of its visitors, and the proxy.</summary>
    public sealed class Both : IAsyncLifetime
    {
        public RunningFront Front { get; private set; } = null!;

        public RunningNginx Nginx { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Front = await RunningFront.Start("--ForwardedHeaders_Enabled", "true", "--RateLimits:VisitorsPerAddress:Burst", "4", "--RateLimits:VisitorsPerAddress:PerSecond", "0.0001");
            Nginx = await RunningNginx.Start([Front.Address]);
        }

        public async Task DisposeAsync()
        {
            if (Nginx is not null) await Nginx.DisposeAsync();
            await Front.DisposeAsync();
        }
    }

    [Fact]
    public async Task Conversations_and_their_sockets_go_through()
    {
        var (one, other) = (await both.Front.Demo("b1"), await both.Front.Demo("m1"));
        var sessionId = await one.Direct(other);
        await using var hub = await HubClient.Connect(both.Nginx.Address, one.Token);
        await using var hears = await HubClient.Connect(both.Nginx.Address, other.Token);
        await hub.Join(sessionId);
        await hears.Join(sessionId);
        await hub.Say(sessionId, "through the proxy");
        (await hears.Take("message")).GetProperty("message").GetProperty("content").GetString().Should().Be("through the proxy");

        using var http = new HttpClient { BaseAddress = both.Nginx.Address };
        (await http.GetAsync("/api/desks/platform/widget")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_visitor_has_an_address_of_their_own_whatever_they_say_it_is()
    {
        using var first = From(IPAddress.Parse("127.0.0.21"), both.Nginx.Address);
        for (var i = 0; i < 4; i++) (await Visit(first, i)).Should().Be(HttpStatusCode.OK);
        (await Visit(first, 5)).Should().Be(HttpStatusCode.TooManyRequests, "another made-up address is still the same visitor");
        using var second = From(IPAddress.Parse("127.0.0.22"), both.Nginx.Address);
        (await Visit(second, 0)).Should().Be(HttpStatusCode.OK, "others do not stand for them");

        static async Task<HttpStatusCode> Visit(HttpClient http, int number)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/auth/visitor") { Content = JsonContent.Create(new { }) };
            request.Headers.Add("X-Forwarded-For", $"203.0.113.{number}");
            request.Headers.Add("Forwarded", $"for=203.0.113.{number}");
            using var answer = await http.SendAsync(request);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task The_scheme_is_the_visitors_own_whatever_they_say_it_is()
    {
        using var plain = new HttpClient { BaseAddress = both.Nginx.Address };
        foreach (var header in Spoofed) plain.DefaultRequestHeaders.Add(header, "https");
        (await plain.GetAsync("/api/desks/platform/widget")).Headers.Contains("Strict-Transport-Security").Should().BeFalse();

        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { both.Nginx.Certificate } };
        using var handler = new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = trust } };
        using var safe = new HttpClient(handler) { BaseAddress = both.Nginx.TlsAddress };
        safe.DefaultRequestHeaders.Add("X-Forwarded-Proto", "http");
        (await safe.GetAsync("/api/desks/platform/widget")).Headers.Contains("Strict-Transport-Security").Should().BeTrue();
    }

    [Fact]
    public async Task What_is_for_operators_and_what_is_too_large_does_not_come_in()
    {
        using var http = new HttpClient { BaseAddress = both.Nginx.Address };
        foreach (var path in new[] { "/metrics", "/health/ready", "/health/live" }) (await http.GetAsync(path)).StatusCode.Should().Be(HttpStatusCode.NotFound, path);
        // Refused by its length alone, before anything of it is read.
        var answer = await Raw(both.Nginx.Address, "POST /api/files HTTP/1.1\r\nHost: x\r\nContent-Length: 70000000\r\n\r\n");
        answer.Should().StartWith("HTTP/1.1 413");
    }

    [Fact]
    public async Task A_front_that_is_gone_or_hangs_keeps_nobody_waiting_and_floods_end_here()
    {
        using var hangs = new TcpListener(IPAddress.Loopback, 0);
        hangs.Start();
        var hanging = new Uri($"http://127.0.0.1:{((IPEndPoint)hangs.LocalEndpoint).Port}");
        await using (var slow = await RunningNginx.Start([hanging], ("proxy_read_timeout 30s", "proxy_read_timeout 1s")))
        {
            using var http = new HttpClient { BaseAddress = slow.Address };
            (await http.GetAsync("/chat")).StatusCode.Should().Be(HttpStatusCode.GatewayTimeout);
        }

        var gone = new Uri("http://127.0.0.1:1");
        await using var nginx = await RunningNginx.Start([gone, both.Front.Address], ("rate=100r/s", "rate=1r/m"), ("burst=400", "burst=5"));
        using var visitor = new HttpClient { BaseAddress = nginx.Address };
        List<HttpStatusCode> answers = [];
        for (var i = 0; i < 10; i++) answers.Add((await visitor.GetAsync("/api/desks/platform/widget")).StatusCode);
        answers.Should().BeSubsetOf([HttpStatusCode.OK, HttpStatusCode.TooManyRequests]);
        answers.Should().Contain(HttpStatusCode.OK).And.EndWith(HttpStatusCode.TooManyRequests);
    }

    private static HttpClient From(IPAddress address, Uri server) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, token) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = server };

    private static async Task<string> Raw(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(request));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30)) ?? "";
    }
}
