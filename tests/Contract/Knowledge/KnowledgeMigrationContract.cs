using Dapper;
using LiveChat.Knowledge;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Knowledge;
using LiveChat.Silo.Storage.Migrations;
using LiveChat.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.Contract.Knowledge;

/// <summary>What stood in the earlier schema stands in this one, and is found.</summary>
public abstract class KnowledgeMigrationContract(DatabaseFixture database)
{
    [Fact]
    public async Task Questions_of_the_earlier_schema_become_articles()
    {
        var connectionString = await database.CreateDatabase();
        Faq[] faqs = [.. Articles.Demo.Select((article, at) => KnowledgeRules.FaqOf(article) with { UpdatedAt = Chat.Start.AddSeconds(at) })];
        await using (var earlier = Databases.Open(new() { Provider = database.Provider, ConnectionString = connectionString }))
        {
            var before = Migration.Embedded(earlier.Dialect).TakeWhile(migration => !migration.Name.EndsWith("_knowledge.sql", StringComparison.Ordinal)).ToArray();
            await new Migrator(earlier, before, TimeProvider.System, NullLogger<Migrator>.Instance).Migrate(default);
            await earlier.Write(async (connection, transaction) =>
            {
                foreach (var faq in faqs)
                    await connection.ExecuteAsync(Dialect.Insert("faqs", "faq_id", "updated_at", "language", "question", "answer", "tags"), new
                    {
                        faq_id = faq.FaqId, updated_at = faq.UpdatedAt, language = faq.Language, question = faq.Question, answer = faq.Answer, tags = System.Text.Json.JsonSerializer.Serialize(faq.Tags),
                    }, transaction);
                return true;
            }, default);
        }

        await using var store = await TestStore.Open(database.Provider, connectionString);
        var articles = (await store.Articles.Page(new(), null, 500, default)).Articles;
        articles.Select(KnowledgeRules.FaqOf).Should().BeEquivalentTo(faqs.Reverse(), options => options.WithStrictOrdering());
        articles.Should().OnlyContain(article => article.Kind == ArticleKind.Faq && article.Status == ArticleStatus.Published && article.Version == 1 && article.CreatedAt == article.UpdatedAt);
        (await store.Articles.Versions(faqs[0].FaqId, 5, default)).Should().ContainSingle();

        using var indexing = new ArticleIndexing(store.Get<ArticleStore>(), TimeProvider.System, NullLogger<ArticleIndexing>.Instance);
        await indexing.StartAsync(default);
        await indexing.ExecuteTask!.WaitAsync(Waits.Long);
        foreach (var (question, title) in DemoQuestions.Answered) (await store.Get<IArticleIndex>().Search(question, 1)).Single().Article.Question.Should().Be(title);

        var fresh = Articles.Article("A new one", "Written after.");
        (await store.Articles.Save([fresh, articles[0] with { Version = 2 }], null, null, default)).Should().BeTrue("numbers go on where they ended");
    }
}

public sealed class SqliteKnowledgeMigrationTests(SqliteFixture database) : KnowledgeMigrationContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresKnowledgeMigrationTests(PostgresFixture database) : KnowledgeMigrationContract(database), IClassFixture<PostgresFixture>;
