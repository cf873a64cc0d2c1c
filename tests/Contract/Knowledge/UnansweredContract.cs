using LiveChat.Knowledge;
using LiveChat.Sessions;
using LiveChat.Testing;

namespace LiveChat.Contract.Knowledge;

/// <summary>Questions without an answer: counted once each, read from the log, seen by whom they concern.</summary>
public abstract class UnansweredContract(DatabaseFixture database) : IAsyncLifetime
{
    private static readonly UnansweredReader Admin = new(true, []);

    private TestStore _store = null!;

    private IUnansweredStore Unanswered => _store.Get<IUnansweredStore>();

    public async Task InitializeAsync() => _store = await TestStore.Open(database.Provider, await database.CreateDatabase());

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task What_asks_the_same_is_one_question_and_no_asking_counts_twice()
    {
        var (one, other) = (await Asked("m1", "多少錢？"), await Asked("m2", "how much"));
        await Unanswered.Record([Of(one, "k", 1), Of(other, "k", 2, "en"), Of(one, "k", 1)], default);
        await Unanswered.Record([Of(one, "k", 1), Of(one, "another", 3)], default);

        var questions = await List(Admin);
        questions.Should().HaveCount(2);
        var often = questions[0];
        (often.Times, often.Question, often.State, often.ArticleId).Should().Be((2, "how much", UnansweredState.Open, null));
        often.Languages.Should().Equal("zh-Hant", "en");
        (often.FirstAskedAt, often.LastAskedAt).Should().Be((At(1), At(2)));
        often.Askings.Should().BeEquivalentTo([new AskedWhere(other.Id, 1, "m2", At(2)), new AskedWhere(one.Id, 1, "m1", At(1))], options => options.WithStrictOrdering());
        (await Unanswered.List(Admin, UnansweredState.Open, UnansweredOrder.Lately, 1, default)).Should().ContainSingle().Which.Times.Should().Be(1);
    }

    [Fact]
    public async Task Who_has_no_part_in_a_desk_does_not_see_what_was_asked_there()
    {
        var (theirs, nobodys) = (await Asked("m1", "at m1"), await Asked(null, "at none"));
        await Unanswered.Record([Of(theirs, "a", 1), Of(nobodys, "b", 2)], default);
        (await List(new(false, ["m1", "m3"]))).Should().HaveCount(2);
        (await List(new(false, ["m2"]))).Should().ContainSingle().Which.Question.Should().Be("at none");
        (await List(new(false, []))).Should().ContainSingle();

        var id = (await List(Admin)).Single(question => question.Question == "at m1").QuestionId;
        (await Unanswered.Settle(new(false, ["m2"]), id, UnansweredState.Dismissed, default)).Should().BeFalse();
        (await Unanswered.Settle(new(false, ["m1"]), id, UnansweredState.Dismissed, default)).Should().BeTrue();
        (await Unanswered.Settle(Admin, Guid.CreateVersion7(), UnansweredState.Dismissed, default)).Should().BeFalse();
        (await List(Admin)).Should().ContainSingle();
        (await Unanswered.List(Admin, UnansweredState.Dismissed, UnansweredOrder.Often, 5, default)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_taken_back_or_deleted_is_not_listed()
    {
        var (recalled, deleted) = (await Asked("m1", "secret"), await Asked("m1", "gone"));
        await Unanswered.Record([Of(recalled, "a", 1), Of(deleted, "b", 2)], default);
        var entry = (await _store.Log.Read(recalled.Id, LogKind.Shared, new(null, null, 1), default))[0];
        await recalled.Append(recalled.Of(recalled.Next("", null, "system", MessageType.System) with { Event = new(SystemEventName.Recalled, new() { ["seq"] = "1" }) })
            with { Amended = entry with { Content = "", Recalled = true } });
        await deleted.Append(new SessionAppend { Header = deleted.Header with { Status = SessionStatus.Deleted } });
        (await List(Admin)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_article_closes_its_question_until_it_is_asked_in_vain_again()
    {
        var (chat, later) = (await Asked("m1", "why?"), await Asked("m1", "why again?"));
        await Unanswered.Record([Of(chat, "k", 1)], default);
        var question = (await List(Admin)).Single();
        var article = Articles.Article("Why?", "Because.");
        (await _store.Articles.Save([article], null, question.QuestionId, default)).Should().BeTrue();
        (await List(Admin)).Should().BeEmpty();
        (await Unanswered.List(Admin, UnansweredState.Answered, UnansweredOrder.Often, 5, default)).Single().ArticleId.Should().Be(article.ArticleId);

        await Unanswered.Record([Of(later, "k", 2)], default);
        (await List(Admin)).Single().Should().Match<UnansweredQuestion>(again => again.Times == 2 && again.ArticleId == article.ArticleId);
    }

    [Fact]
    public async Task The_newest_places_are_kept_and_what_nobody_asks_any_more_is_forgotten()
    {
        for (var at = 0; at < 14; at++) await Unanswered.Record([Of(await Asked("m1", $"asked {at}"), "k", at)], default);
        var question = (await List(Admin)).Single();
        question.Times.Should().Be(14);
        question.Askings.Should().HaveCount(UnansweredQuestion.MostAskings);
        question.Question.Should().Be("asked 13");
        (await Unanswered.Forget(At(13), default)).Should().Be(0);
        (await Unanswered.Forget(At(14), default)).Should().Be(1);
        (await List(Admin)).Should().BeEmpty();
    }

    private async Task<Chat> Asked(string? deskId, string question)
    {
        var chat = await Chat.Create(_store.Log, Chat.NewHeader() with { DeskId = deskId }, new SessionMember("c", "c", UserRole.Customer, 0));
        await chat.Say(question);
        return chat;
    }

    private static RecordedAsking Of(Chat chat, string key, int second, string language = "zh-Hant") => new(key, language, chat.Id, 1, At(second));

    private static DateTimeOffset At(int second) => Chat.Start.AddSeconds(second);

    private Task<UnansweredQuestion[]> List(UnansweredReader reader) => Unanswered.List(reader, UnansweredState.Open, UnansweredOrder.Often, 50, default);
}

public sealed class SqliteUnansweredTests(SqliteFixture database) : UnansweredContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresUnansweredTests(PostgresFixture database) : UnansweredContract(database), IClassFixture<PostgresFixture>;
