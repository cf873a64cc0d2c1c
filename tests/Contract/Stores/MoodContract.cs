using LiveChat.Moods;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Reports;
using LiveChat.Silo.Storage.Search;

namespace LiveChat.Contract.Stores;

/// <summary>How customers sound follows the logs, once for each message.</summary>
public abstract class MoodContract(DatabaseFixture database)
{
    private IMoodStore Moods => database.Store.Get<IMoodStore>();

    [Fact]
    public async Task What_customers_say_gets_its_mood_and_what_is_taken_back_or_deleted_loses_it()
    {
        var chat = await Chat.Create(database.Store.Log);
        await chat.Say("This is terrible, I am angry!");
        await chat.Say("I am so sorry, this is awful.", sender: "m1", type: MessageType.Agent);
        await chat.Say("請問運費多少？");
        var thanks = await chat.Say("謝謝，非常滿意");
        await Follow(chat);
        await Follow(chat);

        var moods = await Moods.Of(chat.Id, 10, default);
        moods.Select(mood => mood.Seq).Should().Equal(1, 4);
        moods[0].Score.Should().BeLessThan(Mood.Low);
        moods[1].Score.Should().BePositive();
        (await Moods.Of(chat.Id, 1, default)).Should().Equal(moods[1]);

        await chat.Append(chat.Of(chat.Next("", null, "system", MessageType.System) with { Event = new(SystemEventName.Recalled, new() { ["seq"] = "4" }) })
            with { Amended = thanks with { Content = "", Recalled = true } });
        await Follow(chat);
        (await Moods.Of(chat.Id, 10, default)).Should().Equal(moods[0]);

        await chat.Append(new SessionAppend { Header = chat.Header with { Status = SessionStatus.Deleted } });
        await Follow(chat);
        (await Moods.Of(chat.Id, 10, default)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_model_may_correct_what_still_stands()
    {
        var chat = await Chat.Create(database.Store.Log);
        await chat.Say("Well, thank you very much indeed.");
        var second = await chat.Say("This is terrible!");
        await Follow(chat);
        var store = database.Store.Get<MoodCounter>();
        (await store.Correct(chat.Id, new Mood(1, -70), 0, Chat.Start, default)).Should().BeTrue();
        (await store.Correct(chat.Id, new Mood(2, 0), 0, Chat.Start, default)).Should().BeTrue();
        (await Moods.Of(chat.Id, 10, default)).Should().Equal(new Mood(1, -70));
        (await store.Correct(chat.Id, new Mood(9, -70), 0, Chat.Start, default)).Should().BeFalse("there is no such message");

        await chat.Append(chat.Of(chat.Next("", null, "system", MessageType.System) with { Event = new(SystemEventName.Recalled, new() { ["seq"] = "2" }) })
            with { Amended = second with { Content = "", Recalled = true } });
        (await store.Correct(chat.Id, new Mood(2, -50), 0, Chat.Start, default)).Should().BeFalse("it was taken back");
        await chat.Append(new SessionAppend { Header = chat.Header with { Status = SessionStatus.Deleted } });
        (await store.Correct(chat.Id, new Mood(1, -50), 0, Chat.Start, default)).Should().BeFalse("the session is gone");
        await Follow(chat);
        (await Moods.Of(chat.Id, 10, default)).Should().BeEmpty();
    }

    private async Task Follow(Chat chat)
    {
        for (var left = new[] { chat.Id }; left.Length > 0;) left = await database.Store.Get<SearchIndexer>().Read(left, default);
    }
}

public sealed class SqliteMoodTests(SqliteFixture database) : MoodContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresMoodTests(PostgresFixture database) : MoodContract(database), IClassFixture<PostgresFixture>;
