using System.Diagnostics;

namespace LiveChat.Browser;

/// <summary>The client library's own tests, which run without a browser.</summary>
public sealed class ClientAppTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_client_librarys_unit_tests_pass()
    {
        var folder = Path.Combine(Place.Root, "WebFront", "ClientApp");
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) Skip.Because("WebFront was built without the pages: their packages are not restored.");
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(new ProcessStartInfo(npm, ["test", "--silent"])
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        using var timeout = new CancellationTokenSource(Timeout);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);

        process.ExitCode.Should().Be(0, "{0}{1}", await output, await errors);
    }
}
