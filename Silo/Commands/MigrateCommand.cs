using System.CommandLine;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Silo.Commands;

/// <summary>Brings the schema up, as a step of its own before new programs start.</summary>
internal static class MigrateCommand
{
    public static Command Build(string[] settings)
    {
        var command = new Command("migrate", "Brings the database's schema up to this program, and says how many steps that took.");
        command.SetAction((_, token) => Operation.Run(settings, services => Run(services, token), token));
        return command;
    }

    private static async Task<int> Run(IServiceProvider services, CancellationToken token)
    {
        var applied = await services.GetRequiredService<StorageStart>().Prepare(token);
        await Console.Out.WriteLineAsync(applied == 0 ? "The schema is up to date." : $"Migrations applied: {applied}.");
        return ExitCode.Done;
    }
}
