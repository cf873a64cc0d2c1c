using System.Text;
using LiveChat.Audit;
using LiveChat.Cluster.Sessions;
using LiveChat.Knowledge;
using LiveChat.Sessions;
using LiveChat.Silo.Ai;
using LiveChat.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Cluster.Knowledge;

/// <summary>Articles with their versions, files that are read in, what is recommended, and what was not answered.</summary>
public sealed class ArticleTests : IAsyncLifetime
{
    private static readonly ArticleDraft Draft = new(ArticleKind.Article, ArticleStatus.Draft, "Return an order", "Send it back within 30 days. 退貨", Language.English, "returns", ["send back"]);

    private readonly InMemoryArticles _store = new();
    private readonly InMemoryImports _imports = new();
    private readonly InMemoryUnanswered _unanswered = new();
    private ChatCluster _cluster = null!;

    private IKnowledgeBase Knowledge => _cluster.Client.GetGrain<IKnowledgeBase>(IKnowledgeBase.Everything);

    public async Task InitializeAsync() => _cluster = await ChatCluster.Start(silo =>
    {
        silo.Services.AddSingleton<IArticleStore>(_store);
        silo.Services.AddSingleton<IImportStore>(_imports);
        silo.Services.AddSingleton<IArticleIndex>(_store);
        silo.Services.AddSingleton<IUnansweredStore>(_unanswered);
        silo.Services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Ai:KnowledgePace", "0:00:00")]).Build());
        silo.Services.AddAssistant();
    });

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Every_version_can_be_read_and_written_anew_and_nobodys_is_written_over()
    {
        var first = (await Knowledge.Create(People.Agent, Draft, null)).Value!;
        (first.Version, first.AuthorName).Should().Be((1, People.Agent.Name));
        var second = (await Knowledge.Rewrite(People.Admin, first.ArticleId, Draft with { Body = "Within 14 days.", Status = ArticleStatus.Published }, 1)).Value!;
        var late = await Knowledge.Rewrite(People.Agent, first.ArticleId, Draft with { Body = "late" }, 1);
        (late.Refusal!.Code, late.Refusal.Reason).Should().Be((RefusalCode.Conflict, $"{People.Admin.Name} has written version 2 meanwhile. Read it, and save again."));

        (await Knowledge.Versions(People.Agent, first.ArticleId)).Value!.Versions.Should().BeEquivalentTo([second, first], options => options.WithStrictOrdering());
        var third = (await Knowledge.Restore(People.Agent, first.ArticleId, 1, 2)).Value!;
        third.Should().BeEquivalentTo(first with { Version = 3, UpdatedAt = third.UpdatedAt });
        (await Knowledge.Version(People.Agent, first.ArticleId, 2)).Value.Should().BeEquivalentTo(second);
        (await Knowledge.Restore(People.Agent, first.ArticleId, 9, null)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await Knowledge.Discard(People.Agent, first.ArticleId)).Should().BeNull();
        (await Knowledge.Versions(People.Agent, first.ArticleId)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        _store.Deeds.Select(deed => deed.Action).Should().Equal(AuditAction.ArticleWritten, AuditAction.ArticleWritten, AuditAction.ArticleRestored, AuditAction.ArticleRemoved);
    }

    [Fact]
    public async Task Drafts_are_for_staff()
    {
        var draft = (await Knowledge.Create(People.Agent, Draft, null)).Value!;
        foreach (var stranger in new[] { People.Visitor, People.Buyer })
        {
            (await Knowledge.Read(stranger, draft.ArticleId)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
            (await Knowledge.Find(stranger, new("return", 5, new(Status: ArticleStatus.Draft)))).Value!.Articles.Should().BeEmpty();
            (await Knowledge.Page(stranger, new(), null, 5)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Knowledge.Categories(stranger)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Knowledge.Versions(stranger, draft.ArticleId)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Knowledge.Version(stranger, draft.ArticleId, 1)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Knowledge.Create(stranger, Draft, null)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Knowledge.Rewrite(stranger, draft.ArticleId, Draft, null)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Knowledge.Restore(stranger, draft.ArticleId, 1, null)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
            (await Knowledge.Discard(stranger, draft.ArticleId))!.Code.Should().Be(RefusalCode.Forbidden);
        }
        (await Knowledge.Find(People.Agent, new("return", 5, new(Status: ArticleStatus.Draft)))).Value!.Articles.Should().ContainSingle();
        (await Knowledge.Search("return an order", 5)).Should().BeEmpty("no answer is made from it");
    }

    [Fact]
    public async Task What_is_found_shows_why()
    {
        await Knowledge.Create(People.Agent, Draft with { Status = ArticleStatus.Published }, null);
        var found = (await Knowledge.Find(People.Buyer, new("returned in 30 days?", 5, new()))).Value!.Articles.Single();
        found.Snippet.Should().Be("Send it back within 30 days. 退貨");
        found.Marks.Select(mark => found.Snippet.Substring(mark.Start, mark.Length)).Should().Equal("30", "day");
        var single = (await Knowledge.Find(People.Buyer, new("貨", 5, new(Language: Language.English)))).Value!.Articles.Single();
        single.Marks.Select(mark => single.Snippet.Substring(mark.Start, mark.Length)).Should().Equal("貨");
        foreach (var query in DemoQuestions.Syntax) (await Knowledge.Find(People.Buyer, new(query, 5, new()))).Refusal.Should().BeNull(query);
        (await Knowledge.Find(People.Buyer, new("x", 21, new()))).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Knowledge.Find(People.Buyer, new(new string('x', 501), 5, new()))).Refusal!.Code.Should().Be(RefusalCode.TooLong);
    }

    [Fact]
    public async Task A_file_is_read_in_once_however_often_it_is_imported()
    {
        const string Text = "question,answer\nA?,a\n,bad\nB?,b\n";
        var first = await Ended(await Import(People.Agent, Text));
        (first.State, first.Total, first.Done, first.Added, first.Bad).Should().Be((ImportState.Done, 3, 3, 2, 1));
        first.BadLines.Should().ContainSingle().Which.Line.Should().Be(3);
        (await Knowledge.Search("A?", 5)).Should().BeEmpty("one letter that is a function word");

        var again = await Ended(await Import(People.Agent, Text.Replace("B?,b", "B?,other", StringComparison.Ordinal)));
        (again.Added, again.Changed, again.Unchanged, again.Bad).Should().Be((0, 1, 1, 1));
        (await Knowledge.List()).Should().HaveCount(2).And.ContainSingle(faq => faq.Question == "B?" && faq.Answer == "other");
        _cluster.Stores.Audit.All.Should().Contain(entry => entry.Action == AuditAction.ArticlesImported && entry.Detail["file"] == "faq.csv");
    }

    [Fact]
    public async Task An_import_is_for_staff_and_its_progress_for_who_began_it()
    {
        (await Import(People.Buyer, "question,answer\nA?,a")).Refused.Should().Be(RefusalCode.Forbidden);
        (await Import(People.Agent, "nonsense")).Refused.Should().Be(RefusalCode.Invalid);
        var (import, _) = await Import(People.Agent, "question,answer\nA?,a");
        (await import.Progress(People.Admin)).Refusal.Should().BeNull();
        foreach (var other in new[] { People.Buyer, People.Visitor, People.Agent with { UserId = "p2" } })
        {
            (await import.Progress(other)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
            (await import.Stop(other)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        }
        (await import.Begin(People.Agent, File("question,answer\nZ?,z"))).Value!.Total.Should().Be(1, "it is begun once");
        (await Ended((import, null))).Added.Should().Be(1);
    }

    [Fact]
    public async Task An_import_waits_for_the_database_and_can_be_stopped()
    {
        _store.LosesAnswers = true;
        var (import, _) = await Import(People.Agent, "question,answer\nA?,a");
        (await import.Progress(People.Agent)).Value!.State.Should().Be(ImportState.Running);
        (await import.Stop(People.Agent)).Value!.State.Should().Be(ImportState.Stopped);
    }

    [Fact]
    public async Task An_import_whose_process_ended_in_the_middle_says_so()
    {
        var id = Guid.CreateVersion7();
        await _imports.Save(new(People.Agent.UserId, DateTimeOffset.UnixEpoch, new(id, "faq.csv", ImportState.Running, 100, 50, 0, 0, 0, [])), default);
        var import = _cluster.Client.GetGrain<IKnowledgeImport>(id);
        (await import.Progress(People.Agent)).Value!.Should().BeEquivalentTo(new { State = ImportState.Interrupted, Total = 100, Added = 50 });
        (await import.Stop(People.Admin)).Value!.State.Should().Be(ImportState.Interrupted, "nobody runs it");
        (await import.Progress(People.Agent with { UserId = "p2" })).Refusal!.Code.Should().Be(RefusalCode.NotFound);

        var (whole, _) = await Import(People.Agent, "question,answer\nA?,a");
        await Ended((whole, null));
        (await _imports.Find(whole.GetPrimaryKey(), default))!.Progress.Should().BeEquivalentTo(new { State = ImportState.Done, Added = 1 }, "a later process tells it, too");
    }

    [Fact]
    public async Task What_was_not_answered_is_listed_becomes_an_article_and_is_answered_with_it()
    {
        const string Question = "Do you engrave teapots?";
        var id = await _cluster.Create(People.Visitor);
        var events = await _cluster.Listen(id);
        await _cluster.Session(id).Say(People.Visitor, Question);
        (await Assistant.AssistantFixture.Final(events)).Citations.Should().BeNullOrEmpty();
        var question = await Listed(1);
        question.Askings.Should().ContainSingle().Which.Should().Match<AskedWhere>(asked => asked.SessionId == id && asked.Seq == 1);

        // Asked otherwise, it is the same.
        var other = await _cluster.Create(People.Buyer);
        await _cluster.Session(other).Say(People.Buyer, "please, do you ENGRAVE a teapot");
        (await Listed(2)).QuestionId.Should().Be(question.QuestionId);
        (await Unanswered.List(People.Buyer, UnansweredState.Open, UnansweredOrder.Often, 5)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await Unanswered.Settle(People.Buyer, question.QuestionId, UnansweredState.Dismissed))!.Code.Should().Be(RefusalCode.Forbidden);
        (await Unanswered.Settle(People.Agent, question.QuestionId, UnansweredState.Answered))!.Code.Should().Be(RefusalCode.Invalid);

        var article = (await Knowledge.Create(People.Agent, Draft with { Title = Question, Body = "Yes, for 100.", Status = ArticleStatus.Published }, question.QuestionId)).Value!;
        _store.Answered.Should().Contain(question.QuestionId, article.ArticleId);
        var third = await _cluster.Create(People.Visitor);
        var heard = await _cluster.Listen(third);
        await _cluster.Session(third).Say(People.Visitor, Question);
        (await Assistant.AssistantFixture.Final(heard)).Citations.Should().Equal(new Citation(article.ArticleId, Question));
    }

    [Fact]
    public async Task A_list_that_cannot_be_written_holds_up_no_answer()
    {
        _unanswered.Away = true;
        var id = await _cluster.Create(People.Visitor);
        var events = await _cluster.Listen(id);
        await _cluster.Session(id).Say(People.Visitor, "Who was Hamlet?");
        (await Assistant.AssistantFixture.Final(events)).Content.Should().Contain("I do not know");
        (await Unanswered.List(People.Agent, UnansweredState.Open, UnansweredOrder.Often, 5)).Refusal!.Code.Should().Be(RefusalCode.StoreUnavailable);
        _unanswered.Away = false;
        await Listed(1);
    }

    [Fact]
    public async Task Articles_are_recommended_to_who_may_read_the_session()
    {
        var article = (await Knowledge.Create(People.Agent, Draft with { Status = ArticleStatus.Published }, null)).Value!;
        await Knowledge.Create(People.Agent, Draft with { Title = "Order a gift", Body = "As any order.", Tags = [], Status = ArticleStatus.Published }, null);
        var id = await _cluster.Create(People.Buyer);
        await _cluster.Session(id).Say(People.Buyer, "I would like to return an order");
        await _cluster.Session(id).Say(People.Buyer, "hm");
        var recommender = _cluster.Client.GetGrain<IRecommender>(id);
        var forCustomer = (await recommender.Recommend(People.Buyer, 3)).Value!.Articles;
        forCustomer.First().Article.ArticleId.Should().Be(article.ArticleId, "what was said before helps");
        forCustomer.Should().OnlyContain(found => found.Confident);
        (await recommender.Recommend(People.Visitor, 3)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await recommender.Recommend(People.Buyer, 6)).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    private IUnanswered Unanswered => _cluster.Client.GetGrain<IUnanswered>(IUnanswered.All);

    private async Task<UnansweredQuestion> Listed(int times)
    {
        using var limit = new CancellationTokenSource(ChatCluster.Patience);
        while (true)
        {
            var list = (await Unanswered.List(People.Agent, UnansweredState.Open, UnansweredOrder.Often, 5)).Value;
            if (list?.Questions.FirstOrDefault() is { } question && question.Times == times) return question;
            limit.Token.ThrowIfCancellationRequested();
        }
    }

    private static ImportFile File(string text) => new("faq.csv", ImportFormat.Csv, Encoding.UTF8.GetBytes(text), ArticleKind.Faq, ArticleStatus.Published, Language.English, "");

    private async Task<(IKnowledgeImport Import, string? Refused)> Import(Caller caller, string text)
    {
        var import = _cluster.Client.GetGrain<IKnowledgeImport>(Guid.CreateVersion7());
        return (import, (await import.Begin(caller, File(text))).Refusal?.Code);
    }

    private static async Task<ImportProgress> Ended((IKnowledgeImport Import, string? Refused) begun)
    {
        begun.Refused.Should().BeNull();
        using var limit = new CancellationTokenSource(ChatCluster.Patience);
        while (true)
        {
            var progress = (await begun.Import.Progress(People.Agent)).Value!;
            if (progress.State is not ImportState.Running) return progress;
            limit.Token.ThrowIfCancellationRequested();
        }
    }
}
