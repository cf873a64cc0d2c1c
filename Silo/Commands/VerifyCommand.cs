using System.CommandLine;
using System.Globalization;
using LiveChat.Files;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Silo.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Silo.Commands;

/// <summary>Reads all that is stored and says what is wrong with it.</summary>
internal static class VerifyCommand
{
    public static Command Build(string[] settings)
    {
        var command = new Command("verify", "Reads the whole log and all that hangs on it, and says what is wrong. Changes nothing; the program may run meanwhile.");
        command.SetAction((_, token) => Operation.Run(settings, services => Run(services, token), token));
        return command;
    }

    private static async Task<int> Run(IServiceProvider services, CancellationToken token)
    {
        var database = services.GetRequiredService<Database>();
        await using var connection = await database.Source.OpenConnectionAsync(token);
        await using var snapshot = await database.BeginSnapshot(connection, token);
        await services.GetRequiredService<Migrator>().Require(connection, snapshot);
        var findings = await new Verification(connection, snapshot, Progress.OfConsole(), token).Run(services.GetRequiredService<IFileBytes>());
        foreach (var finding in findings.Kept) await Console.Out.WriteLineAsync(finding);
        if (findings.Count > findings.Kept.Count) await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"… and {findings.Count - findings.Kept.Count:N0} more."));
        await Console.Out.WriteLineAsync(findings.Count == 0 ? "Nothing is wrong." : string.Create(CultureInfo.InvariantCulture, $"Found: {findings.Count:N0}. A backup that verifies can be restored (restore --replace)."));
        return findings.Count == 0 ? ExitCode.Done : ExitCode.Refused;
    }
}
