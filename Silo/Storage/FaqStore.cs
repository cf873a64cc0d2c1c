using System.Text.Json;
using Dapper;
using LiveChat.Knowledge;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage;

/// <summary>Knowledge articles.</summary>
internal sealed class FaqStore(Database database) : IFaqStore
{
    private readonly FaqSql _sql = new(database.Dialect);

    public Task<Faq[]> All(CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<FaqRow>(new CommandDefinition(_sql.All, cancellationToken: token));
        return rows.Select(row => row.ToFaq()).ToArray();
    }, token);

    public Task Save(Faq faq, CancellationToken token) => Save([faq], token);

    /// <summary>Writes several, new or changed, in one transaction.</summary>
    public Task Save(Faq[] faqs, CancellationToken token)
    {
        foreach (var faq in faqs)
        {
            StoredText.Require(faq.Question, faq.Answer, faq.Language);
            StoredText.Require(faq.Tags);
        }

        return database.Write(async (connection, transaction) =>
        {
            foreach (var faq in faqs) await connection.ExecuteAsync(new CommandDefinition(_sql.Save, RowOf(faq), transaction, cancellationToken: token));
            return faqs.Length;
        }, token);
    }

    public Task<bool> Remove(Guid faqId, CancellationToken token) => database.Write(async (connection, transaction) =>
        await connection.ExecuteAsync(new CommandDefinition(_sql.Remove, new { faqId }, transaction, cancellationToken: token)) > 0, token);

    private static object RowOf(Faq faq) => new
    {
        faq_id = faq.FaqId,
        updated_at = faq.UpdatedAt,
        language = faq.Language,
        question = faq.Question,
        answer = faq.Answer,
        tags = JsonSerializer.Serialize(faq.Tags, StoredJson.Default.StringArray),
    };

    private sealed class FaqRow
    {
        public Guid FaqId { get; init; }

        public DateTimeOffset UpdatedAt { get; init; }

        public string Language { get; init; } = "";

        public string Question { get; init; } = "";

        public string Answer { get; init; } = "";

        public string Tags { get; init; } = "[]";

        public Faq ToFaq() =>
            new(FaqId, Question, Answer, Language, JsonSerializer.Deserialize(Tags, StoredJson.Default.StringArray) ?? [], UpdatedAt);
    }
}

/// <summary>The statements of knowledge articles.</summary>
internal sealed class FaqSql(Dialect dialect)
{
    public string All { get; } = "select faq_id, updated_at, language, question, answer, tags from faqs order by updated_at desc, faq_id desc";

    public string Save { get; } = dialect.Upsert("faqs", ["faq_id"], ["updated_at", "language", "question", "answer", "tags"]);

    public string Remove { get; } = "delete from faqs where faq_id = @faqId";
}
