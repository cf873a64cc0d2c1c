using Dapper;
using LiveChat.Search;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Following;
using LiveChat.Silo.Storage.Search;

namespace LiveChat.Contract.Search;

/// <summary>The search index: the same hits on each database, following the logs without leaving anything out.</summary>
public abstract class SearchContract(DatabaseFixture database)
{
    private readonly string _me = "me-" + Guid.CreateVersion7();

    private IMessageLog Log => database.Store.Log;

    private SearchIndexer Indexer => database.Store.Get<SearchIndexer>();

    [Theory]
    [InlineData("訂單什麼時候到？", "訂單", "单", "時候", "訂單 到")]
    [InlineData("请问什么时候退货", "退貨", "問", "什麼")]
    [InlineData("Where is my refund?", "refund", "efun", "w", "REFUND where", "\"refund\"", "-refund", "refund*")]
    [InlineData("this AND that", "and", "AND")]
    [InlineData("我❤️你😀", "❤", "😀", "❤️")]
    [InlineData("order 20261120001, 5$ + tax", "1120", "$", "+", "tax order")]
    [InlineData("ＷＩＦＩ 密碼 Cafe\u0301", "wifi", "密碼", "café")]
    [InlineData("価格はいくらですか 배송은 𠮷野家", "いくら", "송은", "𠮷")]
    [InlineData("'); drop table entries; -- %_\\", "drop", "entries;", "'table")]
    public async Task What_a_text_holds_is_found(string text, params string[] queries)
    {
        var chat = await Mine();
        var said = await chat.Say(text);
        await chat.Say("別的 something else");
        await Index(chat);
        foreach (var query in queries)
        {
            var found = await Find(query);
            found.Should().ContainSingle("of {0}", query).Which.Should().BeEquivalentTo(new { Title = "訂單 😀", Message = said });
        }
        foreach (var query in new[] { "退款", "單訂", "zzz", "🎉" }) (await Find(query)).Should().BeEmpty(query);
    }

    [Fact]
    public async Task The_newest_come_first_whatever_was_indexed_first_and_pages_go_on_where_one_ended()
    {
        var (one, other) = (await Mine(), await Mine());
        for (var count = 0; count < 6; count++)
        {
            await one.Say($"needle {count}");
            await other.Say($"needle {count}");
        }
        await Index(other);
        await Index(one);

        var (all, before) = (new List<FoundEntry>(), long.MaxValue);
        for (var page = await Page("needle", before, 5); ; page = await Page("needle", before, 5))
        {
            all.AddRange(page.Entries);
            if (page.Next is not { } next) break;
            before = next;
        }

        all.Should().HaveCount(12);
        all.Select(found => found.Message.MessageId).Should().OnlyHaveUniqueItems();
        all.Select(found => found.Position).Should().BeInDescendingOrder();
        all.Select(found => found.Message.CreatedAt).Should().BeInDescendingOrder();
        (await Page("needle", long.MaxValue, 12)).Next.Should().BeNull("nothing stands before the last");
        (await Page("needle", all[^1].Position, 5)).Entries.Should().BeEmpty();
    }

    [Fact]
    public async Task Messages_of_one_moment_are_all_found()
    {
        var chats = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Mine()));
        var id = Guid.CreateVersion7();
        foreach (var chat in chats) await chat.Append(chat.Of(chat.Next("same moment") with { MessageId = id }));
        foreach (var chat in chats) await Index(chat);
        (await Page("moment", long.MaxValue, 50)).Entries.Should().HaveCount(40);
    }

    [Fact]
    public async Task Only_what_one_may_read_is_found()
    {
        var desk = "desk-" + Guid.CreateVersion7();
        var mine = await Mine();
        var desks = await Chat.Create(Log, Chat.NewHeader() with { DeskId = desk }, new SessionMember("somebody", "s", UserRole.Visitor, 0));
        var strange = await Chat.Create(Log, Chat.NewHeader() with { DeskId = null }, new SessionMember("somebody", "s", UserRole.Visitor, 0));
        foreach (var chat in new[] { mine, desks, strange })
        {
            await chat.Say($"hidden {desk}");
            await Index(chat);
        }
        async Task<Guid[]> Sessions(SearchReader reader) => [.. (await Find(desk, reader)).Select(found => found.Message.SessionId)];

        (await Sessions(new(_me, false, [], null))).Should().Equal(mine.Id);
        (await Sessions(new(_me, false, [desk], null))).Should().BeEquivalentTo([mine.Id, desks.Id]);
        (await Sessions(new("nobody", false, [desk, "other"], null))).Should().Equal(desks.Id);
        (await Sessions(new("nobody", false, [], null))).Should().BeEmpty();
        (await Sessions(new("nobody", true, [], null))).Should().BeEquivalentTo([mine.Id, desks.Id, strange.Id]);
        (await Sessions(new(_me, false, [desk], mine.Id))).Should().Equal(mine.Id);
        (await Sessions(new(_me, false, [], strange.Id))).Should().BeEmpty("naming a session opens no door");

        await mine.Append(new SessionAppend { Header = mine.Header, RemovedMembers = [_me] });
        (await Sessions(new(_me, false, [], null))).Should().BeEmpty("who left reads no more");
    }

    [Fact]
    public async Task Who_is_in_many_sessions_finds_in_all_of_them()
    {
        var chats = await Task.WhenAll(Enumerable.Range(0, 120).Select(_ => Mine()));
        await chats[0].Say("rare word");
        await chats[119].Say("rare word");
        foreach (var chat in chats[..2].Append(chats[119])) await Index(chat);
        (await Find("rare word")).Should().HaveCount(2);
    }

    [Fact]
    public async Task What_is_no_message_is_not_found()
    {
        var chat = await Mine();
        await chat.Say("system word", sender: "system", type: MessageType.System);
        await chat.Note("note word");
        await chat.Say("   ");
        await chat.Say("answer word", sender: "ai", type: MessageType.Ai);
        await Index(chat);
        (await Find("word")).Should().ContainSingle().Which.Message.Type.Should().Be(MessageType.Ai);
    }

    [Fact]
    public async Task A_file_is_found_by_its_name()
    {
        var chat = await Mine();
        await chat.Append(chat.Of(chat.Next("") with { Attachments = [new(Guid.CreateVersion7(), "發票 2026.pdf", 1, "application/pdf")] }));
        await Index(chat);
        (await Find("发票")).Should().ContainSingle().Which.Message.Attachments.Should().ContainSingle();
    }

    [Fact]
    public async Task What_was_taken_back_leaves_the_index_and_is_not_found_even_before()
    {
        var chat = await Mine();
        var secret = await chat.Say("secret 密碼");
        await Index(chat);
        await Recall(chat, secret);
        (await Find("secret")).Should().BeEmpty("its text is gone though the index has not heard of it");

        await Index(chat);
        (await Documents(chat)).Should().Be(0);
        (await TermsLeft(chat)).Should().Be(0);
    }

    [Fact]
    public async Task What_was_taken_back_before_it_was_indexed_never_comes_in()
    {
        var chat = await Mine();
        await Recall(chat, await chat.Say("secret"));
        await Index(chat);
        (await Documents(chat)).Should().Be(0);
    }

    [Fact]
    public async Task A_deleted_session_leaves_the_index_and_is_not_looked_at_again()
    {
        var (indexed, fresh) = (await Mine(), await Mine());
        foreach (var chat in new[] { indexed, fresh }) await chat.Say("gone");
        await Index(indexed);
        foreach (var chat in new[] { indexed, fresh }) await chat.Append(new SessionAppend { Header = chat.Header with { Status = SessionStatus.Deleted } });
        (await Find("gone")).Should().BeEmpty();

        (await Stale()).Should().Contain([indexed.Id, fresh.Id]);
        await Index(indexed);
        await Index(fresh);
        (await Documents(indexed)).Should().Be(0);
        (await TermsLeft(indexed)).Should().Be(0);
        (await Documents(fresh)).Should().Be(0);
        (await Stale()).Should().NotContain([indexed.Id, fresh.Id]);
    }

    [Fact]
    public async Task Nothing_is_left_out_however_much_there_is_and_whoever_reads_it()
    {
        var chat = await Mine();
        for (var written = 0; written < 950; written += 50)
            await chat.Append(chat.Of([.. Enumerable.Range(1, 50).Select(ahead => chat.Next($"line{written + ahead}x", ahead: ahead))]));
        (await Stale()).Should().Contain(chat.Id);

        await using var elsewhere = await database.Open();
        await Task.WhenAll(Indexed(Indexer, chat.Id), Indexed(elsewhere.Get<SearchIndexer>(), chat.Id), chat.Say("last line"));
        await Index(chat);

        (await Documents(chat)).Should().Be(951);
        (await Stale()).Should().NotContain(chat.Id);
        foreach (var number in new[] { 1, 199, 200, 201, 400, 950 }) (await Find($"line{number}x")).Should().ContainSingle($"{number}");
    }

    [Fact]
    public async Task The_index_can_be_made_anew()
    {
        var chat = await Mine();
        await chat.Say("again");
        await Index(chat);
        await database.Store.Database.Write((connection, transaction) => connection.ExecuteAsync("delete from search_cursors", transaction: transaction), default);
        await Index(chat);
        (await Find("again")).Should().ContainSingle();
        (await Documents(chat)).Should().Be(1);
    }

    [Fact]
    public async Task What_this_process_writes_is_told_to_the_followers_once_it_is_committed()
    {
        var changed = database.Store.Get<ChangedSessions>();
        var chat = await Mine();
        changed.Take();
        Task<Message> said;
        await using (await database.HoldWrites())
        {
            said = chat.Say("x");
            changed.Take().Sessions.Should().NotContain(chat.Id, "there is nothing to read yet");
        }
        await said;
        changed.Take().Sessions.Should().Contain(chat.Id);
        await chat.Append(new SessionAppend { Header = chat.Header, Members = [new SessionMember(_me, "me", UserRole.Customer, 1)] });
        changed.Take().Sessions.Should().NotContain(chat.Id, "a cursor is nothing to search for");
        await chat.Append(new SessionAppend { Header = chat.Header with { Status = SessionStatus.Deleted } });
        changed.Take().Sessions.Should().Contain(chat.Id);
    }

    private Task<Chat> Mine() => Chat.Create(Log, null, new SessionMember(_me, "me", UserRole.Customer, 0));

    private Task Index(Chat chat) => Indexed(Indexer, chat.Id);

    private static async Task Indexed(SearchIndexer indexer, Guid sessionId)
    {
        for (var left = new[] { sessionId }; left.Length > 0;) left = await indexer.Read(left, default);
    }

    private async Task<List<Guid>> Stale()
    {
        List<Guid> all = [];
        for (var after = Guid.Empty; ; after = all[^1])
        {
            var page = await Indexer.Stale(after, ILogReader.MostSessions, default);
            all.AddRange(page);
            if (page.Length < ILogReader.MostSessions) return all;
        }
    }

    private async Task<FoundEntry[]> Find(string query, SearchReader? reader = null) =>
        (await Page(query, long.MaxValue, 50, reader)).Entries;

    private Task<FoundPage> Page(string query, long before, int limit, SearchReader? reader = null) =>
        database.Store.Get<ISearchIndex>().Find(reader ?? new(_me, false, [], null), SearchQuery.Parse(query).Terms, before, limit, default);

    private static Task Recall(Chat chat, Message message) => chat.Append(
        chat.Of(chat.Next("", null, "system", MessageType.System) with { Event = new(SystemEventName.Recalled, new() { ["seq"] = $"{message.Seq}" }) })
            with { Amended = message with { Content = "", Recalled = true } });

    private Task<int> Documents(Chat chat) => Count("select count(*) from search_docs where session_id = @id", chat);

    private protected abstract Task<int> TermsLeft(Chat chat);

    private protected Task<int> Count(string sql, Chat chat) =>
        database.Store.Database.Read(connection => connection.ExecuteScalarAsync<int>(sql, new { id = chat.Id }), default);
}

public sealed class SqliteSearchTests(SqliteFixture database) : SearchContract(database), IClassFixture<SqliteFixture>
{
    private protected override Task<int> TermsLeft(Chat chat) => Count($"select count(*) from search_terms where search_terms match '\"§{chat.Id:N}\"'", chat);
}

public sealed class PostgresSearchTests(PostgresFixture database) : SearchContract(database), IClassFixture<PostgresFixture>
{
    // They stand in the message's own row.
    private protected override Task<int> TermsLeft(Chat chat) => Task.FromResult(0);
}
