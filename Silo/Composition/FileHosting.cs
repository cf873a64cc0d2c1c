using LiveChat.Files;
using LiveChat.Silo.Storage.Files;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Composition;

/// <summary>Where the bytes of files lie, for silos that sweep them and fronts that serve them; both in one process need it once.</summary>
public static class FileHosting
{
    private const string DirectorySetting = "Files:Directory";

    /// <summary>Adds the bytes and their settings. <c>Files:Directory</c> names the directory; without it, <c>files</c> in the data directory.</summary>
    public static IServiceCollection AddFileBytes(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<FilesOptions>, FilesOptionsValidator>());
        services.AddOptions<FilesOptions>().BindConfiguration(FilesOptions.Section).ValidateOnStart();
        services.TryAddSingleton<IFileBytes>(provider => new FileDirectory(
            DirectoryOf(provider.GetRequiredService<IConfiguration>()), provider.GetRequiredService<IOptions<FilesOptions>>().Value.LeastFreeBytes));
        return services;
    }

    private static string DirectoryOf(IConfiguration configuration) => configuration[DirectorySetting] switch
    {
        { Length: > 0 } given => given,
        _ => Path.Combine(DataDirectory.Of(configuration), "files"),
    };
}
