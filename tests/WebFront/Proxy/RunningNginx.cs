using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveChat.WebFront.Tests.Proxy;

/// <summary>A real nginx on free ports of the loopback with the configuration that we ship, in a directory of its own.</summary>
public sealed class RunningNginx : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _directory;
    private readonly Process _process;

    private RunningNginx(DirectoryInfo directory, Process process, X509Certificate2 certificate, int port, int tlsPort) =>
        (_directory, _process, Certificate, Address, TlsAddress) = (directory, process, certificate, new($"http://127.0.0.1:{port}"), new($"https://127.0.0.1:{tlsPort}"));

    public Uri Address { get; }

    /// <summary>The same behind TLS, with a certificate of its own.</summary>
    public Uri TlsAddress { get; }

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Starts one. Skips the test where nginx is not installed.</summary>
    /// <param name="fronts">What stands behind it.</param>
    /// <param name="edits">Changes of the configuration, each of a text that must stand in it.</param>
    public static async Task<RunningNginx> Start(Uri[] fronts, params (string Old, string New)[] edits)
    {
        var directory = Directory.CreateTempSubdirectory("livechat-nginx-");
        var (port, tlsPort) = (FreePort(), FreePort());
        Write(directory, "fronts.conf", string.Join('\n', fronts.Select(front => $"server {front.Authority} max_fails=2 fail_timeout=5s;")));
        Write(directory, "listen.conf", $"listen 127.0.0.1:{port};\nlisten 127.0.0.1:{tlsPort} ssl;\nssl_certificate {directory.FullName}/tls.crt;\nssl_certificate_key {directory.FullName}/tls.key;");
        var certificate = MakeCertificate(directory);
        var configuration = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "nginx", "nginx.conf"));
        foreach (var (old, changed) in edits)
        {
            configuration.Should().Contain(old);
            configuration = configuration.Replace(old, changed, StringComparison.Ordinal);
        }
        Write(directory, "nginx.conf", configuration
            .Replace("/etc/nginx/fronts.conf", $"{directory.FullName}/fronts.conf", StringComparison.Ordinal)
            .Replace("/etc/nginx/listen.conf", $"{directory.FullName}/listen.conf", StringComparison.Ordinal)
            .Replace("/dev/stdout", $"{directory.FullName}/access.log", StringComparison.Ordinal)
            .Replace("/dev/stderr", $"{directory.FullName}/error.log", StringComparison.Ordinal)
            .Replace("/tmp/nginx", $"{directory.FullName}/nginx", StringComparison.Ordinal));
        // What nginx writes while it runs, its workers write under a user of their own.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(directory.FullName, (UnixFileMode)0b111_111_111);

        var (code, said) = await Test(directory);
        code.Should().Be(0, said);
        var nginx = new RunningNginx(directory, Launch(directory, "daemon off;"), certificate, port, tlsPort);
        await nginx.Ready();
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) Process.Start("kill", ["-TERM", _process.Id.ToString()]).Dispose();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        Certificate.Dispose();
        _directory.Delete(recursive: true);
    }

    private static async Task<(int Code, string Said)> Test(DirectoryInfo directory)
    {
        using var process = Launch(directory, null, "-t");
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, said);
    }

    private static Process Launch(DirectoryInfo directory, string? globals, params string[] more)
    {
        string[] arguments = ["-p", directory.FullName, "-c", Path.Combine(directory.FullName, "nginx.conf"), .. globals is null ? [] : new[] { "-g", globals }, .. more];
        try
        {
            return Process.Start(new ProcessStartInfo(File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx", arguments) { RedirectStandardOutput = globals is null, RedirectStandardError = globals is null })!;
        }
        catch (Win32Exception exception)
        {
            directory.Delete(recursive: true);
            throw new InvalidOperationException("$XunitDynamicSkip$nginx is not installed: apt-get install nginx-light", exception);
        }
    }

    private async Task Ready()
    {
        using var http = new HttpClient { BaseAddress = Address };
        var begun = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await http.GetAsync("/nginx-health")).StatusCode == HttpStatusCode.OK) return;
            }
            catch (HttpRequestException) when (begun.Elapsed < Patience && !_process.HasExited)
            {
                await Task.Yield(); // it does not listen yet
            }
        }
    }

    private static void Write(DirectoryInfo directory, string name, string text) => File.WriteAllText(Path.Combine(directory.FullName, name), text + "\n");

    private static X509Certificate2 MakeCertificate(DirectoryInfo directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        Write(directory, "tls.crt", certificate.ExportCertificatePem());
        Write(directory, "tls.key", key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
