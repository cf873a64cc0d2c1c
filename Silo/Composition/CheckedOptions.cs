using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Composition;

/// <summary>Options that stop the program at its start when they could not work.</summary>
public static class CheckedOptions
{
    /// <summary>Options bound to their section and checked when the program starts.</summary>
    public static void AddChecked<TOptions, TValidator>(this IServiceCollection services, string section)
        where TOptions : class
        where TValidator : class, IValidateOptions<TOptions>
    {
        services.AddSingleton<IValidateOptions<TOptions>, TValidator>();
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }
}
