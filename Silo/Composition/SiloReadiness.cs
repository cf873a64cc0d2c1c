using Dapper;
using LiveChat.Silo.Storage;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Silo.Composition;

/// <summary>Whether this silo can serve: it is not stopping, and the database answers. Asked of the database at most once a second.</summary>
internal sealed class SiloReadiness(Database database, IHostApplicationLifetime lifetime, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _turn = new(1);
    private long? _askedAt; // by the timestamp: the clock may be set
    private string? _whyNot;

    /// <summary>Null when it can; else why not.</summary>
    public async Task<string?> WhyNot()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested) return "The silo is stopping.";
        await _turn.WaitAsync();
        try
        {
            if (_askedAt is { } at && clock.GetElapsedTime(at) < GoodFor) return _whyNot;
            _whyNot = await Ask();
            _askedAt = clock.GetTimestamp();
            return _whyNot;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<string?> Ask()
    {
        try
        {
            await database.Read(connection => connection.ExecuteScalarAsync<int>("select 1"), CancellationToken.None);
            return null;
        }
        catch (StoreUnavailableException)
        {
            return "The database is away.";
        }
    }
}
