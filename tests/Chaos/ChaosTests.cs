using Xunit.Abstractions;

namespace LiveChat.Chaos;

/// <summary>
/// Rounds of a mixed load through real sockets against the real program, while everything that it stands on fails: nothing
/// acknowledged is lost, nothing is doubled or out of order, nobody is forgotten. docs/operations.md tells how to run many.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Fact]
    public Task On_SQLite() => new ChaosRun("SQLite", onPostgres: false, output.WriteLine).Run();

    [Fact]
    public Task On_PostgreSQL() => new ChaosRun("PostgreSQL", onPostgres: true, output.WriteLine).Run();
}
