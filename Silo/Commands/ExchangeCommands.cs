using System.CommandLine;
using System.Globalization;
using LiveChat.Silo.Exchange;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Silo.Commands;

/// <summary>Takes users, sessions or knowledge out as lines of JSON, and in.</summary>
internal static class ExchangeCommands
{
    public static Command BuildExport(string[] settings) => Build("export",
        "Writes users (with the hashes of their passwords), sessions or knowledge as lines of JSON. The program may run meanwhile.", settings,
        async (services, set, path, token) =>
        {
            var partial = path + ".partial";
            if (File.Exists(path)) throw new IOException($"There is a file {path} already. Choose another name, or move it away.");
            long lines;
            await using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write))
                lines = await new Export(services.GetRequiredService<Database>(), services.GetRequiredService<Migrator>()).Write(set, file, Progress.OfConsole(), token);
            File.Move(partial, path, overwrite: false);
            return string.Create(CultureInfo.InvariantCulture, $"{path}: {lines:N0} lines.");
        });

    public static Command BuildImport(string[] settings) => Build("import",
        "Takes in what export wrote: all of it or nothing. What stands there already is passed over.", settings,
        async (services, set, path, token) =>
        {
            await using var file = File.OpenRead(path);
            var summary = await new Import(services.GetRequiredService<Database>(), services.GetRequiredService<Migrator>()).Read(set, file, Progress.OfConsole(), token);
            return string.Create(CultureInfo.InvariantCulture, $"Added {summary.Added:N0} lines; {summary.Known:N0} stood there already.");
        });

    private static Command Build(string name, string description, string[] settings, Func<IServiceProvider, ExchangeSet, string, CancellationToken, Task<string>> work)
    {
        var what = new Argument<string>("what") { Description = "users, sessions or knowledge." };
        what.AcceptOnlyFromAmong([.. ExchangeSet.All.Select(set => set.Name)]);
        var file = new Argument<string>("file") { Description = "A file of lines of JSON; docs/exchange.md tells what stands in them." };
        var command = new Command(name, description) { what, file };
        command.SetAction((parsed, token) => Operation.Run(settings, async services =>
        {
            var set = ExchangeSet.All.Single(set => set.Name == parsed.GetRequiredValue(what));
            await Console.Out.WriteLineAsync(await work(services, set, Path.GetFullPath(parsed.GetRequiredValue(file)), token));
            return ExitCode.Done;
        }, token));
        return command;
    }
}
