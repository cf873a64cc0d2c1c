using System.CommandLine;
using System.Globalization;
using LiveChat.Files;
using LiveChat.Silo.Backups;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Silo.Commands;

/// <summary>Puts a backup into the database of the settings.</summary>
internal static class RestoreCommand
{
    public static Command Build(string[] settings)
    {
        var file = new Argument<string>("file") { Description = "A file that the command backup wrote." };
        var replace = new Option<bool>("--replace") { Description = "Give up all that the database holds." };
        var until = new Option<DateTimeOffset?>("--until")
        {
            Description = "Take conversations back to this moment, such as 2026-11-20T08:00:00Z: all that was acknowledged by then stays.",
            CustomParser = result =>
            {
                if (DateTimeOffset.TryParse(result.Tokens[0].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)) return moment;
                result.AddError($"--until {result.Tokens[0].Value} is no time such as 2026-11-20T08:00:00Z.");
                return null;
            },
        };
        var command = new Command("restore", "Puts a backup into the database of the settings, SQLite or PostgreSQL, whichever it was taken of. Stop the program first.") { file, replace, until };
        command.SetAction((parsed, token) => Operation.Run(
            settings, services => Run(services, parsed.GetRequiredValue(file), new(parsed.GetValue(replace), parsed.GetValue(until)), token), token));
        return command;
    }

    private static async Task<int> Run(IServiceProvider services, string path, RestoreWish wish, CancellationToken token)
    {
        using var backup = BackupFile.Open(Path.GetFullPath(path));
        var restore = new Restore(
            services.GetRequiredService<Database>(), services.GetRequiredService<Migrator>(), services.GetRequiredService<IFileBytes>(), services.GetRequiredService<TimeProvider>());
        var done = await restore.Run(backup, wish, Progress.OfConsole(), token);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"Restored {done.Rows:N0} rows and {done.Files:N0} files as they were at {wish.Until ?? backup.Manifest.TakenAt:u}."));
        if (done.Cut is { } cut)
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Left out: {cut.Sessions:N0} later sessions, {cut.Entries:N0} later entries."));
        await Console.Out.WriteLineAsync("The indexes and figures are made anew once the program runs; open pages read their conversations anew by themselves.");
        return ExitCode.Done;
    }
}
