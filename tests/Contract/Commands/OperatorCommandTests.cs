using System.Diagnostics;
using LiveChat.Silo.Storage;

namespace LiveChat.Contract.Commands;

/// <summary>The operator's commands as processes of their own: what they answer, and how they end.</summary>
public sealed class OperatorCommandTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("livechat-commands-");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_shop_is_backed_up_verified_and_restored_elsewhere()
    {
        (await Run("migrate", "--DataDirectory", PathOf("shop"))).Should().Match<Answer>(answer => answer.Code == 0 && answer.Output.StartsWith("Migrations applied: "));
        await using (var store = await TestStore.Open(StorageProvider.Sqlite, $"Data Source={PathOf("shop/livechat.db")}")) await store.Desks.Save(new("d1", "Desk"), default);
        var taken = await Run("backup", PathOf("b.zip"), "--DataDirectory", PathOf("shop"));
        taken.Code.Should().Be(0, taken.Errors);
        // No terminal is there: plain lines, each whole.
        taken.Output.Should().Contain("desks: 1 of 1").And.Contain("b.zip: ").And.NotContain("\r").And.NotContain("█");
        (await Run("backup", PathOf("b.zip"), "--DataDirectory", PathOf("shop"))).Should().Match<Answer>(answer => answer.Code == 1 && answer.Errors.Contains("Choose another name"));

        (await Run("restore", PathOf("b.zip"), $"--DataDirectory={PathOf("other")}")).Code.Should().Be(0);
        (await Run("verify", "--DataDirectory", PathOf("other"))).Should().Match<Answer>(answer => answer.Code == 0 && answer.Output.Contains("Nothing is wrong."));
        (await Run("restore", PathOf("b.zip"), "--DataDirectory", PathOf("other"))).Should().Match<Answer>(answer => answer.Code == 1 && answer.Errors.Contains("--replace"));
        (await Run("export", "users", PathOf("users.jsonl"), "--DataDirectory", PathOf("other"))).Code.Should().Be(0);
        (await Run("import", "users", PathOf("users.jsonl"), "--DataDirectory", PathOf("other"))).Code.Should().Be(0);
    }

    [Fact]
    public async Task What_cannot_be_done_says_why_by_its_exit_code()
    {
        (await Run("--help")).Should().Match<Answer>(answer => answer.Code == 0 && answer.Output.Contains("Exit codes"));
        (await Run("restore", "--help")).Should().Match<Answer>(answer => answer.Code == 0 && answer.Output.Contains("--until"));
        (await Run("restore", "x.zip", "--untl", "now")).Should().Match<Answer>(answer => answer.Code == 2 && answer.Errors.Contains("--help"));
        (await Run("restore", "x.zip", "--until", "noon")).Code.Should().Be(2);
        (await Run("export", "everything", "x")).Code.Should().Be(2);
        (await Run("restore", PathOf("none.zip"), "--DataDirectory", PathOf("shop"))).Should().Match<Answer>(answer => answer.Code == 1 && answer.Errors.Contains("There is no file"));
        (await Run("verify", "--Storage:Provider", "PostgreSql", "--ConnectionStrings:LiveChat", "Host=127.0.0.1;Port=1;Username=x;Database=x;Timeout=2")).Code.Should().Be(3);
    }

    private string PathOf(string name) => Path.Combine(_data.FullName, name);

    private static async Task<Answer> Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "LiveChat.Silo.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Waits.Long);
        return new(process.ExitCode, await output, await errors);
    }

    private sealed record Answer(int Code, string Output, string Errors);
}
