using LiveChat.Intents;

namespace LiveChat.Contract.Stores;

/// <summary>Examples of intents.</summary>
public abstract class IntentContract(DatabaseFixture database)
{
    private IIntentStore Intents => database.Store.Get<IIntentStore>();

    [Fact]
    public async Task They_are_written_together_changed_and_removed()
    {
        var (one, other) = (Example(Intent.Order, "訂單 😀 在哪"), Example(Intent.SmallTalk, "hi"));
        await Intents.Save([one, other], default);
        await Intents.Save([one with { Intent = Intent.Payment, Text = "付款" }], default);
        (await Intents.All(default)).Should().Contain(other).And.Contain(one with { Intent = Intent.Payment, Text = "付款" }).And.NotContain(one);
        (await Intents.Remove(other.ExampleId, default)).Should().BeTrue();
        (await Intents.Remove(other.ExampleId, default)).Should().BeFalse();
        (await Intents.All(default)).Should().NotContain(other);
    }

    [Fact]
    public async Task The_built_in_ones_can_be_stored_twice()
    {
        var examples = BuiltInExamples.All(Chat.Start);
        await Intents.Save(examples, default);
        await Intents.Save(examples, default);
        (await Intents.All(default)).Should().Contain(examples);
    }

    [Fact]
    public async Task Rules_are_set_together_and_one_by_one()
    {
        await Intents.SaveRules([new(Intent.Order, IntentRoute.LookUpOrder, 0.55), new(Intent.Complaint, IntentRoute.HandOver, 1)], default);
        await Intents.SaveRules([new(Intent.Order, IntentRoute.Answer, 0)], default);
        (await Intents.Rules(default)).Should().BeEquivalentTo([new IntentRule(Intent.Order, IntentRoute.Answer, 0), new IntentRule(Intent.Complaint, IntentRoute.HandOver, 1)]);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_refused()
    {
        var save = () => Intents.Save([Example(Intent.Order, "a\0")], default);
        await save.Should().ThrowAsync<EntryRejectedException>();
    }

    private static IntentExample Example(Intent intent, string text) => new(Guid.CreateVersion7(), intent, "zh-Hant", text, Chat.Start);
}

public sealed class SqliteIntentTests(SqliteFixture database) : IntentContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresIntentTests(PostgresFixture database) : IntentContract(database), IClassFixture<PostgresFixture>;
