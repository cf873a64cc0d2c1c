using Dapper;
using LiveChat.Intents;

namespace LiveChat.Silo.Storage;

/// <summary>Examples of intents.</summary>
internal sealed class IntentStore(Database database) : IIntentStore
{
    private readonly IntentSql _sql = new(database.Dialect);

    public Task<IntentExample[]> All(CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<Row>(new CommandDefinition(_sql.All, cancellationToken: token))).Select(row => row.ToExample()).ToArray(), token);

    public Task Save(IntentExample[] examples, CancellationToken token)
    {
        foreach (var example in examples) StoredText.Require(example.Language, example.Text);
        return database.Write(async (connection, transaction) =>
        {
            foreach (var example in examples)
            {
                await connection.ExecuteAsync(new CommandDefinition(_sql.Save, new
                {
                    example_id = example.ExampleId,
                    updated_at = example.UpdatedAt,
                    intent = (short)example.Intent,
                    language = example.Language,
                    content = example.Text,
                }, transaction, cancellationToken: token));
            }

            return examples.Length;
        }, token);
    }

    public Task<bool> Remove(Guid exampleId, CancellationToken token) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync(new CommandDefinition(_sql.Remove, new { exampleId }, transaction, cancellationToken: token)) > 0, token);

    private sealed class Row
    {
        public Guid ExampleId { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public int Intent { get; init; }

        public string Language { get; init; } = "";

        public string Content { get; init; } = "";

        public IntentExample ToExample() => new(ExampleId, (Intent)Intent, Language, Content, UpdatedAt);
    }
}

/// <summary>The statements of examples of intents.</summary>
internal sealed class IntentSql(Dialect dialect)
{
    public string All { get; } = "select example_id, updated_at, intent, language, content from intent_examples";

    public string Save { get; } = dialect.Upsert("intent_examples", ["example_id"], ["updated_at", "intent", "language", "content"]);

    public string Remove { get; } = "delete from intent_examples where example_id = @exampleId";
}
