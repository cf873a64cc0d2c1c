using System.Diagnostics;
using LiveChat.Testing;
using Npgsql;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;

namespace LiveChat.Clusters;

/// <summary>Grains' state by Orleans' own means, with the tables and statements of our migrations.</summary>
public sealed class StateTests
{
    [Fact]
    public async Task A_state_is_kept_versioned_and_cleared()
    {
        var database = await (await PostgresServer.Shared).CreateDatabaseAsync();
        await Migrate(database);
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) => silo.AddAdoNetGrainStorageAsDefault((AdoNetGrainStorageOptions storage) => (storage.Invariant, storage.ConnectionString) = ("Npgsql", database)));
        await using var cluster = builder.Build();
        await cluster.DeployAsync();
        var notes = cluster.Client.GetGrain<INotes>("眾生");
        (await notes.Read()).Should().BeNull();
        await notes.Write("one");
        await notes.Write("two");
        await notes.Forget();
        (await notes.Read()).Should().Be("two");
        (await cluster.Client.GetGrain<INotes>("others").Read()).Should().BeNull();

        await notes.Clear();
        await notes.Forget();
        (await notes.Read()).Should().BeNull();
        await notes.Write("three");
        await notes.Forget();
        (await notes.Read()).Should().Be("three");

        await using var source = NpgsqlDataSource.Create(database);
        await using (var meanwhile = source.CreateCommand("update OrleansStorage set Version = Version + 1")) await meanwhile.ExecuteNonQueryAsync();
        var stale = () => notes.Write("from the past");
        await stale.Should().ThrowAsync<InconsistentStateException>();
        (await notes.Read()).Should().Be("three");
    }

    private static async Task Migrate(string database)
    {
        using var migrate = Process.Start("dotnet", [TestCluster.Assembly("Silo"), "migrate", "--Storage:Provider", "PostgreSql", "--ConnectionStrings:LiveChat", database]);
        await migrate.WaitForExitAsync();
        migrate.ExitCode.Should().Be(0);
    }
}

[Alias("Clusters.INotes")]
public interface INotes : IGrainWithStringKey
{
    [Alias("Read")] Task<string?> Read();

    [Alias("Write")] Task Write(string text);

    [Alias("Clear")] Task Clear();

    [Alias("Forget")] Task Forget();
}

[GenerateSerializer, Alias("Clusters.Note")]
public sealed class Note
{
    [Id(0)] public string? Text { get; set; }
}

public sealed class Notes([PersistentState("note")] IPersistentState<Note> note) : Grain, INotes
{
    public Task<string?> Read() => Task.FromResult(note.State.Text);

    public Task Write(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task Clear() => note.ClearStateAsync();

    public Task Forget() => note.ReadStateAsync();
}
