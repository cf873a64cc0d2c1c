using System.Diagnostics;
using LiveChat.Accounts;
using LiveChat.Audit;
using LiveChat.Silo.Storage;

namespace LiveChat.Contract.Stores;

/// <summary>The operator's commands as a process of their own, on a file that nobody has made yet.</summary>
public sealed class AdminCommandTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("livechat-admin-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task An_admin_is_made_once_and_gets_another_password()
    {
        (await Run("correct horse 1", "create", "Meilin")).Code.Should().Be(0);
        var again = await Run("correct horse 1", "create", "meilin");
        (again.Code, again.Errors.Trim()).Should().Be((1, "There is an account meilin already."));
        (await Run("short", "create", "other")).Code.Should().Be(1);
        (await Run("another horse 2", "password", "nobody")).Code.Should().Be(1);
        (await Run("", "drop")).Code.Should().Be(2);
        (await Run("", "create", "--Storage:Provider")).Code.Should().Be(2);

        await using var store = await TestStore.Open(StorageProvider.Sqlite, $"Data Source={Path.Combine(_data.FullName, "livechat.db")}");
        var made = (await store.Users.FindLogin("meilin", default))!;
        made.User.Role.Should().Be(UserRole.Admin);
        (await Run("correct horse 1", "create", "second")).Code.Should().Be(0);
        (await store.Get<IAccountStore>().Update(new(made.User.UserId, "Meilin", UserRole.Customer, Disabled: true, null, true, true), Entry(), default)).Should().NotBeNull();
        (await Run("another horse 2", "password", "MEILIN")).Code.Should().Be(0);

        var now = (await store.Users.FindLogin("meilin", default))!;
        now.PasswordHash.Should().NotBe(made.PasswordHash);
        now.User.Disabled.Should().BeFalse();
        var trail = (await store.Get<IAuditLog>().Read(new("operator"), null, 10, default)).Entries;
        trail.Select(entry => entry.Action).Should().Equal(AuditAction.UserChanged, AuditAction.UserCreated, AuditAction.UserCreated);
        trail.SelectMany(entry => entry.Detail.Values).Should().NotContain(value => value.Contains("horse", StringComparison.Ordinal));
    }

    private static AuditEntry Entry() => new(Guid.CreateVersion7(), Chat.Start, "test", "test", AuditAction.UserChanged, null, []);

    private async Task<(int Code, string Errors)> Run(string input, params string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LiveChat.Silo.dll"), "admin", .. command, "--DataDirectory", _data.FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteLineAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Waits.Long);
        await output;
        return (process.ExitCode, await errors);
    }
}
