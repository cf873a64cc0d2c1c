using LiveChat.Silo.Storage;
using Microsoft.Extensions.Options;

namespace LiveChat.Contract.Stores;

/// <summary>A setting that could not work stops the program at its start, by name.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("CommandTimeout", "00:00:00")]
    [InlineData("CommandTimeout", "01:00:00")]
    [InlineData("LockTimeout", "00:00:05")]
    [InlineData("LockTimeout", "-00:00:01")]
    [InlineData("StartTimeout", "02:00:00")]
    [InlineData("StopTimeout", "-00:00:01")]
    [InlineData("LongestProbeInterval", "00:00:00")]
    [InlineData("QueueLength", "0")]
    [InlineData("QueueCharacters", "0")]
    [InlineData("BatchLength", "0")]
    [InlineData("BatchLength", "1000000")]
    [InlineData("BatchCharacters", "-1")]
    [InlineData("MaxSqliteBytes", "1")]
    public async Task It_is_named(string setting, string value)
    {
        var open = () => TestStore.Open(StorageProvider.Sqlite, "Data Source=:memory:", (setting, value));
        await open.Should().ThrowAsync<OptionsValidationException>().WithMessage($"*Storage:{setting} *");
    }

    [Fact]
    public async Task A_server_needs_a_connection_string()
    {
        var open = () => TestStore.Open(StorageProvider.PostgreSql, "");
        await open.Should().ThrowAsync<OptionsValidationException>().WithMessage("*ConnectionStrings:LiveChat*");
    }

    [Fact]
    public async Task A_wrong_database_name_ends_the_start_at_once()
    {
        var server = await Testing.PostgresServer.Shared;
        var open = () => TestStore.Open(StorageProvider.PostgreSql, server.ConnectionString("no_such_database"));
        await open.Should().ThrowAsync<Npgsql.PostgresException>().WithMessage("*no_such_database*");
    }

    [Fact]
    public async Task SqlServer_is_refused_by_a_build_without_it()
    {
        if (typeof(StorageOptions).Assembly.GetType("LiveChat.Silo.Storage.SqlServer.SqlServerDatabase") is not null)
            throw new InvalidOperationException("$XunitDynamicSkip$This build has SQL Server.");
        var open = () => TestStore.Open(StorageProvider.SqlServer, "Server=none");
        await open.Should().ThrowAsync<InvalidOperationException>().WithMessage("*SqlServer=true*");
    }
}
