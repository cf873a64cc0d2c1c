using Dapper;
using LiveChat.Intents;

namespace LiveChat.Silo.Storage;

/// <summary>Examples of intents, and what follows of them.</summary>
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

    public Task<IntentRule[]> Rules(CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<RuleRow>(new CommandDefinition(_sql.Rules, cancellationToken: token))).Select(row => row.ToRule()).ToArray(), token);

    public Task SaveRules(IntentRule[] rules, CancellationToken token) => database.Write(async (connection, transaction) =>
    {
        foreach (var rule in rules)
        {
            var row = new { intent = (short)rule.Intent, route = (short)rule.Route, threshold = rule.Threshold };
            await connection.ExecuteAsync(new CommandDefinition(_sql.SaveRule, row, transaction, cancellationToken: token));
        }

        return rules.Length;
    }, token);

    private sealed class RuleRow
    {
        public int Intent { get; init; }

        public int Route { get; init; }

        public double Threshold { get; init; }

        public IntentRule ToRule() => new((Intent)Intent, (IntentRoute)Route, Threshold);
    }

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

    public string Rules { get; } = "select intent, route, threshold from intent_rules";

    public string SaveRule { get; } = dialect.Upsert("intent_rules", ["intent"], ["route", "threshold"]);

    public string Remove { get; } = "delete from intent_examples where example_id = @exampleId";
}
