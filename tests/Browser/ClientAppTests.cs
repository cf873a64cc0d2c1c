using System.Diagnostics;

namespace LiveChat.Browser;

/// <summary>The client library's own tests, which run without a browser, and its types, which are the server's.</summary>
[Collection(WithChromium.Name)]
public sealed class ClientAppTests(Chromium chromium)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly string Folder = Path.Combine(Place.Root, "WebFront", "ClientApp");

    [Fact]
    public async Task The_client_librarys_unit_tests_pass()
    {
        var (exitCode, said) = await Npm("test", "--silent");

        exitCode.Should().Be(0, said);
    }

    [Fact]
    public async Task The_clients_types_are_those_that_the_server_describes()
    {
        var fresh = Path.Combine(Path.GetTempPath(), $"livechat-types-{Guid.CreateVersion7():N}.ts");
        try
        {
            var (exitCode, said) = await Npm("exec", "--", "openapi-typescript", $"{chromium.Server.Address}/openapi/v1.json", "--output", fresh);
            exitCode.Should().Be(0, said);
            var differs = FirstDifference(await File.ReadAllLinesAsync(Path.Combine(Folder, "src", "shared", "api.d.ts")), await File.ReadAllLinesAsync(fresh));
            differs.Should().BeNull("the types are the routes': start the server and run `npm run types` in WebFront/ClientApp");
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <summary>The first line that differs, so that a failure says what and not all that there is; null when none does.</summary>
    private static string? FirstDifference(string[] ours, string[] servers)
    {
        var at = ours.Zip(servers).TakeWhile(pair => pair.First == pair.Second).Count();
        return at == ours.Length && at == servers.Length ? null : $"line {at + 1}: here '{ours.ElementAtOrDefault(at)}', described '{servers.ElementAtOrDefault(at)}'";
    }

    private static async Task<(int ExitCode, string Said)> Npm(params string[] arguments)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules"))) Skip.Because("WebFront was built without the pages: their packages are not restored.");
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(new ProcessStartInfo(npm, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var timeout = new CancellationTokenSource(Timeout);
        var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
        var errors = process.StandardError.ReadToEndAsync(timeout.Token);
        await process.WaitForExitAsync(timeout.Token);
        return (process.ExitCode, await output + await errors);
    }
}
