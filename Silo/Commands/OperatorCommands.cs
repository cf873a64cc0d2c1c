using System.CommandLine;

namespace LiveChat.Silo.Commands;

/// <summary>
/// What an operator can ask of the program instead of running it. The same in each of its executables; settings are those of
/// the program itself, and are read from the environment too.
/// </summary>
public static class OperatorCommands
{
    private const string Description =
        """
        LiveChat: what an operator can do with its data.

        Settings are those of the program, such as --Storage:Provider PostgreSql --ConnectionStrings:LiveChat "Host=…" or
        --DataDirectory /var/lib/livechat, and are read from the environment too (Storage__Provider).

        Exit codes: 0 done, 1 refused or something found to be wrong, 2 arguments that mean nothing, 3 the database is away,
        130 stopped.
        """;

    private static readonly string[] Help = ["help", "--help", "-h", "-?"];

    /// <summary>Whether the arguments ask for a command; else they are the settings of a program that runs.</summary>
    public static bool Knows(string[] args) =>
        args is [var first, ..] && (Help.Contains(first) || (!first.StartsWith('-') && Build([]).Subcommands.Any(command => command.Name == first)));

    /// <summary>Does what the arguments say.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> Run(string[] args)
    {
        var (own, settings) = Settings.Split(args is ["help", .. var rest] ? [.. rest, "--help"] : args);
        var parsed = Build(settings).Parse(own);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });

        foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
        await Console.Error.WriteLineAsync("Add --help to see what there is.");
        return ExitCode.Usage;
    }

    private static RootCommand Build(string[] settings) => new(Description)
    {
        MigrateCommand.Build(settings),
        AdminCommand.Build(settings),
        BackupCommand.Build(settings),
        RestoreCommand.Build(settings),
        VerifyCommand.Build(settings),
        ExchangeCommands.BuildExport(settings),
        ExchangeCommands.BuildImport(settings),
        HealthCommand.Build(),
    };
}
