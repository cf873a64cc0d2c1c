using LiveChat.Sessions;

namespace LiveChat.Contract.Outages;

/// <summary>A SQLite file that may grow no further, as on a full disk.</summary>
public sealed class SqliteFullTests(SqliteFixture database) : IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task Full_it_refuses_and_keeps_all_that_was_acknowledged_and_goes_on_when_there_is_room()
    {
        var acknowledged = new List<Message>();
        Chat chat;
        await using (var small = await database.Open(("MaxSqliteBytes", "1000000")))
        {
            chat = await Chat.Create(small.Log);
            var fill = async () =>
            {
                while (acknowledged.Count < 1000) acknowledged.Add(await chat.Say(new string('x', 2000), $"c{acknowledged.Count}"));
            };
            await fill.Should().ThrowAsync<StoreUnavailableException>();

            acknowledged.Should().NotBeEmpty().And.HaveCountLessThan(1000);
            (await chat.Read()).Should().BeEquivalentTo(acknowledged, options => options.WithStrictOrdering());
        }

        await using var roomy = await database.Open();
        await chat.On(roomy.Log).Say("room again");
        (await chat.Read(roomy.Log)).Should().HaveCount(acknowledged.Count + 1);
    }
}
