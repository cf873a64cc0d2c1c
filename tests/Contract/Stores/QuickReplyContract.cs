using LiveChat.Desks;
using LiveChat.QuickReplies;

namespace LiveChat.Contract.Stores;

/// <summary>Quick replies.</summary>
public abstract class QuickReplyContract(DatabaseFixture database)
{
    private readonly string _me = "u-" + Guid.CreateVersion7();

    private IQuickReplyStore Replies => database.Store.Get<IQuickReplyStore>();

    [Fact]
    public async Task They_are_written_changed_listed_by_shortcut_and_removed()
    {
        var deskId = await Desk();
        var (own, desks) = (Own("hi") with { Content = "您好 {name} 😀" }, Of(deskId, "back"));
        (await Replies.Save(own with { Content = "?" }, default)).Should().BeTrue();
        (await Replies.Save(own, default)).Should().BeTrue();
        (await Replies.Save(desks, default)).Should().BeTrue();
        (await Replies.Save(Of(await Desk(), "other"), default)).Should().BeTrue();

        (await Replies.Of(_me, [deskId], default)).Should().Equal(desks, own);
        (await Replies.Of(null, [deskId], default)).Should().Equal(desks);
        (await Replies.Of(_me, [], default)).Should().Equal(own);
        (await Replies.Find(own.Id, default)).Should().Be(own);
        (await Replies.Remove(own.Id, default)).Should().BeTrue();
        (await Replies.Remove(own.Id, default)).Should().BeFalse();
        (await Replies.Find(own.Id, default)).Should().BeNull();
    }

    [Fact]
    public async Task A_shortcut_stands_once_for_each_desk_and_each_agent()
    {
        var deskId = await Desk();
        (await Replies.Save(Own("hi"), default)).Should().BeTrue();
        (await Replies.Save(Own("hi"), default)).Should().BeFalse();
        (await Replies.Save(Of(deskId, "hi"), default)).Should().BeTrue("a desk's is another one");
        (await Replies.Save(Of(deskId, "hi"), default)).Should().BeFalse();
        (await Replies.Save(Of(await Desk(), "hi"), default)).Should().BeTrue();

        var late = Own("late");
        (await Replies.Save(late, default)).Should().BeTrue();
        (await Replies.Save(late with { Shortcut = "hi" }, default)).Should().BeFalse("it would come to stand twice");
        (await Replies.Find(late.Id, default)).Should().Be(late);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_refused()
    {
        var save = () => Replies.Save(Own("hi") with { Content = "a\0" }, default);
        await save.Should().ThrowAsync<EntryRejectedException>();
    }

    private async Task<string> Desk()
    {
        var desk = new Desk("d-" + Guid.CreateVersion7(), "桌");
        await database.Store.Desks.Save(desk, default);
        return desk.DeskId;
    }

    private QuickReply Own(string shortcut) => new(Guid.CreateVersion7(), null, _me, shortcut, "words", Chat.Start);

    private static QuickReply Of(string deskId, string shortcut) => new(Guid.CreateVersion7(), deskId, null, shortcut, "words", Chat.Start);
}

public sealed class SqliteQuickReplyTests(SqliteFixture database) : QuickReplyContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresQuickReplyTests(PostgresFixture database) : QuickReplyContract(database), IClassFixture<PostgresFixture>;
