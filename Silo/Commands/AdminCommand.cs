using System.CommandLine;
using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Silo.Commands;

/// <summary>Makes the first admin, and sets a password that nobody remembers: straight in the database, whether the program runs or not.</summary>
internal static class AdminCommand
{
    private const string Asks = "The password is asked for; from a script it is the first line of the input, never an argument.";

    public static Command Build(string[] settings) => new("admin", "Makes an admin, or sets the password of an account.")
    {
        Build("create", $"Makes an admin. {Asks}", settings, Create),
        Build("password", $"Sets the password of an account, ends its sign-ins and enables it. {Asks}", settings, SetPassword),
    };

    private static Command Build(string name, string description, string[] settings, Func<IServiceProvider, string, Task<string?>> deed)
    {
        var user = new Argument<string>("user name") { Description = "The name to sign in with." };
        var command = new Command(name, description) { user };
        command.SetAction((parsed, token) => Operation.Run(settings, services => Run(services, deed, parsed.GetRequiredValue(user), token), token));
        return command;
    }

    private static async Task<int> Run(IServiceProvider services, Func<IServiceProvider, string, Task<string?>> deed, string name, CancellationToken token)
    {
        await services.GetRequiredService<StorageStart>().Prepare(token);
        var refusal = await deed(services, name.ToLowerInvariant());
        await (refusal is null ? Console.Out.WriteLineAsync("Done.") : Console.Error.WriteLineAsync(refusal));
        return refusal is null ? ExitCode.Done : ExitCode.Refused;
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
