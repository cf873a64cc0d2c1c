using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Commands;

/// <summary>Makes the first admin, and sets a password that nobody remembers: straight in the database, whether the program runs or not.</summary>
public static class AdminCommand
{
    private const string Text = """
        Usage: admin <command> <user name> [--Setting value …]

          create    makes an admin
          password  sets the password of an account, ends its sign-ins and enables it

        The password is asked for; from a script it is the first line of the input, never an argument.
        """;

    /// <summary>Does what the arguments after <c>admin</c> say.</summary>
    /// <returns>The exit code: 0 when it was done, 1 when it was refused, 2 for arguments that mean nothing.</returns>
    public static async Task<int> Run(string[] args)
    {
        if (args is not [("create" or "password") and var command, { Length: > 0 } name, .. var settings] || name.StartsWith('-'))
        {
            await Console.Error.WriteLineAsync(Text);
            return 2;
        }
        using var host = Build(settings);
        try
        {
            await host.Services.GetRequiredService<StorageStart>().Prepare(CancellationToken.None);
            var refusal = await (command == "create" ? Create(host.Services, name.ToLowerInvariant()) : SetPassword(host.Services, name.ToLowerInvariant()));
            await (refusal is null ? Console.Out.WriteLineAsync("Done.") : Console.Error.WriteLineAsync(refusal));
            return refusal is null ? 0 : 1;
        }
        catch (Exception exception) when (exception is SchemaException or StoreUnavailableException or OptionsValidationException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static IHost Build(string[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = settings, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.Services.AddLiveChatStorage(builder.Configuration);
        builder.Services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section);
        builder.Services.AddSingleton<Passwords>();
        return builder.Build();
    }

    private static async Task<string?> Create(IServiceProvider services, string name)
    {
        if (AccountRules.RefuseUserName(name) is { } refusal) return refusal.Reason;
        if (await services.GetRequiredService<IUserStore>().FindLogin(name, CancellationToken.None) is not null) return $"There is an account {name} already.";
        var (password, why) = await AskPassword(name);
        if (password is null) return why;

        var clock = services.GetRequiredService<TimeProvider>();
        var user = new User($"u-{Guid.CreateVersion7(clock.GetUtcNow()):N}", name, UserRole.Admin, []);
        var hash = await services.GetRequiredService<Passwords>().Hash(name, password);
        var deed = Deed(clock, AuditAction.UserCreated, user.UserId, ("userName", name), ("role", "admin"));
        return await services.GetRequiredService<IAccountStore>().Create(user, name, hash!, deed, CancellationToken.None) ? null : $"There is an account {name} already.";
    }

    private static async Task<string?> SetPassword(IServiceProvider services, string name)
    {
        if (await services.GetRequiredService<IUserStore>().FindLogin(name, CancellationToken.None) is not { User: var user }) return $"There is no account {name}.";
        var (password, why) = await AskPassword(name);
        if (password is null) return why;

        var clock = services.GetRequiredService<TimeProvider>();
        var hash = await services.GetRequiredService<Passwords>().Hash(name, password);
        var update = new AccountUpdate(user.UserId, user.Name, user.Role, Disabled: false, hash, Revokes: true, EndsSignIns: true);
        var deed = Deed(clock, AuditAction.UserChanged, user.UserId, ("password", "set"), ("disabled", user.Disabled ? "false" : null));
        await services.GetRequiredService<IAccountStore>().Update(update, deed, CancellationToken.None);
        return null;
    }

    private static AuditEntry Deed(TimeProvider clock, string action, string userId, params (string, string?)[] detail) =>
        Audited.Deed(clock, "operator", Environment.UserName, action, userId, detail);

    private static async Task<(string? Password, string? Why)> AskPassword(string name)
    {
        var password = Console.IsInputRedirected ? await Console.In.ReadLineAsync() ?? "" : ReadUnseen("Password: ");
        if (AccountRules.RefusePassword(name, password) is { } refusal) return (null, refusal.Reason);
        return Console.IsInputRedirected || ReadUnseen("Once more: ") == password ? (password, null) : (null, "The two are not the same.");
    }

    private static string ReadUnseen(string prompt)
    {
        Console.Write(prompt);
        var typed = new List<char>();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key is ConsoleKey.Backspace && typed.Count > 0) typed.RemoveAt(typed.Count - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Add(key.KeyChar);
        }
        Console.WriteLine();
        return new string([.. typed]);
    }
}
