using System.CommandLine;
using System.Globalization;
using LiveChat.Files;
using LiveChat.Silo.Backups;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Silo.Commands;

/// <summary>Takes a backup while the program runs, or while it does not.</summary>
internal static class BackupCommand
{
    public static Command Build(string[] settings)
    {
        var file = new Argument<string?>("file")
        {
            Description = "The file to write; without it, livechat-<time>.zip in this directory.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("backup", "Writes all of one moment, attached files too, to one file. The program may run meanwhile.") { file };
        command.SetAction((parsed, token) => Operation.Run(settings, services => Run(services, parsed.GetValue(file), token), token));
        return command;
    }

    private static async Task<int> Run(IServiceProvider services, string? path, CancellationToken token)
    {
        var clock = services.GetRequiredService<TimeProvider>();
        path = Path.GetFullPath(path ?? string.Create(CultureInfo.InvariantCulture, $"livechat-{clock.GetUtcNow():yyyyMMdd-HHmmss}.zip"));
        var backup = new Backup(services.GetRequiredService<Database>(), services.GetRequiredService<IFileBytes>(), clock);
        var written = await backup.Write(path, Progress.OfConsole(), token);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{path}: {new FileInfo(path).Length:N0} bytes; {written.Tables.Sum(table => table.Rows):N0} rows and {written.Files.Count:N0} files as they were at {written.TakenAt:u}."));
        if (written.Files.Missing > 0)
            await Console.Error.WriteLineAsync($"{written.Files.Missing} files were not in the directory: removed meanwhile, or lost. The command verify names those that are lost.");
        return ExitCode.Done;
    }
}
