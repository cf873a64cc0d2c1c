using System.CommandLine;

namespace LiveChat.Silo.Commands;

/// <summary>Asks a running program whether it is ready: what images without a shell check their health by.</summary>
internal static class HealthCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public static Command Build()
    {
        var address = new Argument<Uri>("address") { Description = "Where it listens.", DefaultValueFactory = _ => new("http://127.0.0.1:8080") };
        var command = new Command("health", "Asks a running program whether it is ready; exit code 0 when it is.") { address };
        command.SetAction((parsed, token) => Ask(parsed.GetRequiredValue(address), token));
        return command;
    }

    private static async Task<int> Ask(Uri address, CancellationToken token)
    {
        try
        {
            using var client = new HttpClient { Timeout = Patience };
            using var answer = await client.GetAsync(new Uri(address, "/health/ready"), token);
            await Console.Out.WriteLineAsync(await answer.Content.ReadAsStringAsync(token));
            return answer.IsSuccessStatusCode ? ExitCode.Done : ExitCode.Refused;
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"{address} does not answer: {fault.Message}");
            return ExitCode.Refused;
        }
    }
}
