using System.Data.Common;
using LiveChat.Accounts;
using LiveChat.Files;
using LiveChat.Silo.Backups;
using LiveChat.Silo.Composition;
using LiveChat.Silo.Exchange;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Commands;

/// <summary>What every command runs in: the program's storage by its settings, and one way to say what went wrong.</summary>
internal static class Operation
{
    /// <summary>Runs a command.</summary>
    /// <param name="settings">The program's settings on the command line.</param>
    /// <param name="command">Does it, and answers the exit code.</param>
    /// <param name="token">Stops it.</param>
    public static async Task<int> Run(string[] settings, Func<IServiceProvider, Task<int>> command, CancellationToken token)
    {
        try
        {
            var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
            builder.Logging.ClearProviders();
            builder.Services.AddLiveChatStorage(builder.Configuration);
            builder.Services.AddFileBytes();
            builder.Services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section);
            builder.Services.AddSingleton<Passwords>();
            using var host = builder.Build();
            return await command(host.Services);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return await Say("Stopped. Nothing is half done.", ExitCode.Stopped);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or DbException)
        {
            return await Say($"{fault.Message}{(fault.InnerException is { } cause ? $" ({cause.Message})" : "")}", ExitCode.Away);
        }
        catch (Exception fault) when (fault is BackupException or ImportException or SchemaException or OptionsValidationException or NotSupportedException
            or InvalidOperationException or InvalidDataException or IOException or UnauthorizedAccessException or FileSpaceException or EntryRejectedException)
        {
            return await Say(fault.Message, ExitCode.Refused);
        }
    }

    private static async Task<int> Say(string message, int code)
    {
        await Console.Error.WriteLineAsync(message);
        return code;
    }
}
