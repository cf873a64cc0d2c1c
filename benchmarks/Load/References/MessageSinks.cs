using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;

namespace LiveChat.Load.References;

/// <summary>Where a reference puts a message before it answers.</summary>
public interface IMessageSink : IAsyncDisposable
{
    Task Store(ReferenceMessage message, ReferenceReceipt receipt);
}

/// <summary>Nowhere.</summary>
public sealed class NoSink : IMessageSink
{
    public Task Store(ReferenceMessage message, ReferenceReceipt receipt) => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>One INSERT a message.</summary>
public sealed class InsertSink(NpgsqlDataSource database) : IMessageSink
{
    public async Task Store(ReferenceMessage message, ReferenceReceipt receipt)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand("INSERT INTO reference_messages VALUES ($1, $2, $3, $4, $5, $6)", connection);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.SessionId });
        insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = receipt.Seq });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = receipt.MessageId });
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.ClientMessageId });
        insert.Parameters.Add(new NpgsqlParameter<string> { TypedValue = message.Content });
        insert.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = receipt.CreatedAt.UtcDateTime });
        await insert.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>All that waits in one INSERT: the practical limit of a durable chat.</summary>
public sealed class BatchSink : IMessageSink
{
    private const int MostRows = 1000;
    private readonly Channel<Row> _rows = Channel.CreateBounded<Row>(new BoundedChannelOptions(100_000) { SingleReader = true });
    private readonly NpgsqlDataSource _database;
    private readonly Task _writer;

    public BatchSink(NpgsqlDataSource database)
    {
        _database = database;
        _writer = Task.Run(Write);
    }

    public async Task Store(ReferenceMessage message, ReferenceReceipt receipt)
    {
        var row = new Row(message, receipt, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await _rows.Writer.WriteAsync(row);
        await row.Stored.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _rows.Writer.Complete();
        await _writer;
    }

    private async Task Write()
    {
        await using var connection = await _database.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand(
            "INSERT INTO reference_messages SELECT * FROM unnest($1, $2, $3, $4, $5, $6)", connection);
        for (var i = 0; i < 6; i++) insert.Parameters.Add(new NpgsqlParameter());
        var batch = new List<Row>(MostRows);
        while (await _rows.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < MostRows && _rows.Reader.TryRead(out var row)) batch.Add(row);
            insert.Parameters[0].Value = batch.ConvertAll(row => row.Message.SessionId);
            insert.Parameters[1].Value = batch.ConvertAll(row => row.Receipt.Seq);
            insert.Parameters[2].Value = batch.ConvertAll(row => row.Receipt.MessageId);
            insert.Parameters[3].Value = batch.ConvertAll(row => row.Message.ClientMessageId);
            insert.Parameters[4].Value = batch.ConvertAll(row => row.Message.Content);
            insert.Parameters[5].Value = batch.ConvertAll(row => row.Receipt.CreatedAt.UtcDateTime);
            insert.Parameters[5].NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz;
            await insert.PrepareAsync();
            await insert.ExecuteNonQueryAsync();
            foreach (var row in batch) row.Stored.SetResult();
        }
    }

    private sealed record Row(ReferenceMessage Message, ReferenceReceipt Receipt, TaskCompletionSource Stored);
}

/// <summary>The references' table.</summary>
public static class ReferenceTable
{
    public static async Task Create(NpgsqlDataSource database)
    {
        await using var create = database.CreateCommand("""
            CREATE TABLE IF NOT EXISTS reference_messages (
                session_id uuid NOT NULL, seq bigint NOT NULL, message_id uuid NOT NULL, client_message_id uuid NOT NULL,
                content text NOT NULL, created_at timestamptz NOT NULL, PRIMARY KEY (session_id, seq));
            TRUNCATE reference_messages
            """);
        await create.ExecuteNonQueryAsync();
    }
}
