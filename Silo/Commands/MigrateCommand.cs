using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Commands;

/// <summary>Brings the schema up, as a step of its own before new programs start.</summary>
internal static class MigrateCommand
{
    /// <returns>The exit code: 0 when program and database belong together.</returns>
    public static async Task<int> Run(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(settings);
        builder.Services.AddLiveChatStorage(builder.Configuration);
        using var host = builder.Build();
        try
        {
            var applied = await host.Services.GetRequiredService<StorageStart>().Prepare(CancellationToken.None);
            await Console.Out.WriteLineAsync(applied == 0 ? "The schema is up to date." : $"Migrations applied: {applied}.");
            return 0;
        }
        catch (Exception exception) when (exception is SchemaException or StoreUnavailableException or OptionsValidationException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
