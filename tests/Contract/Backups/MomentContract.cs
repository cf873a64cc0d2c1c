using LiveChat.Contract.Reports;
using LiveChat.Sessions;
using LiveChat.Silo.Backups;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;

namespace LiveChat.Contract.Backups;

/// <summary>Conversations that are taken back to a moment: each has what it had then, and its header says so.</summary>
public abstract class MomentContract(DatabaseFixture fixture)
{
    [Theory]
    [InlineData(null)]
    [InlineData(1143033879)] // one with the assistant alone went back to it, and then was taken over
    public async Task Each_log_ends_at_the_moment_and_its_header_is_what_the_log_says(int? known)
    {
        var seed = known ?? Random.Shared.Next();
        await using var store = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        using var sample = await Sample.Fill(store, seed, talks: 15);
        await new Backup(store.Database, sample.Files, new Later()).Write(sample.PathOf("all"), new Progress(TextWriter.Null, false), default);
        var all = sample.Talks.SelectMany(talk => talk.Entries).Select(entry => entry.CreatedAt).Order().ToArray();
        var moment = all[all.Length * 3 / 5];

        await using var target = Databases.Open(new() { Provider = fixture.Provider, ConnectionString = await fixture.CreateDatabase() });
        await Operations.Restore(sample.PathOf("all"), target, sample.NewFiles("files"), new(false, moment));
        (await Operations.Verify(target, null)).Should().BeEmpty($"seed {seed}");
        foreach (var talk in sample.Talks) await Check(talk, moment, target, $"seed {seed}, session {talk.Id}");
    }

    [Fact]
    public async Task Reactions_members_and_notes_of_later_are_gone()
    {
        await using var store = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        using var sample = await Sample.Fill(store, 1, talks: 0);
        var group = Chat.NewHeader() with { Kind = SessionKind.Group, DeskId = null, Control = SessionControl.People };
        SessionMember[] members = [new("b1", "B", UserRole.Customer, 0, GroupRole.Owner), new("c0", "C", UserRole.Customer, 0, GroupRole.Member)];
        await store.Log.Append(new() { Header = group, Created = true, Members = members }, default);
        var state = new SessionState(group, members);
        var owner = new Caller("b1", "B", UserRole.Customer, []);
        var before = Chat.Start.AddMinutes(1);
        state = await Write(store, state, before, draft => draft.Say(owner, new("c1", "kept")));
        state = await Write(store, state, before, draft => draft.Note(owner, "kept", "n1"));
        var said = (await store.Log.ReadOne(group.SessionId, LogKind.Shared, 1, default))!;
        state = await Write(store, state, before.AddHours(1), draft => draft.React(owner, said, "👍", true, [new("👍", ["b1"])]));
        state = await Write(store, state, before.AddHours(1), draft => draft.Note(owner, "later", "n2"));
        state = await Write(store, state, before.AddHours(1), draft => draft.Remove(state.Member("c0")!, owner));
        state = await Write(store, state, before.AddHours(1), draft => draft.Join(new("c1", "D", UserRole.Customer, 0), owner));
        await Write(store, state, before.AddHours(1), draft => draft.Rename("later"));
        await new Backup(store.Database, sample.Files, new Later()).Write(sample.PathOf("all"), new Progress(TextWriter.Null, false), default);

        var connectionString = await fixture.CreateDatabase();
        await using (var target = Databases.Open(new() { Provider = fixture.Provider, ConnectionString = connectionString }))
        {
            var done = await Operations.Restore(sample.PathOf("all"), target, sample.NewFiles("files"), new(false, before.AddMinutes(1)));
            done.Cut!.Entries.Should().Be(4);
            (await Operations.Verify(target, null)).Should().BeEmpty();
        }
        await using var restored = await TestStore.Open(fixture.Provider, connectionString);
        var session = (await restored.Log.Load(group.SessionId, default))!;
        session.Members.Select(member => member.UserId).Should().BeEquivalentTo("b1", "c0");
        session.Header.Should().BeEquivalentTo(new { LastSeq = 1, LastNoteSeq = 1, UpdatedAt = before, Status = SessionStatus.Open, Control = SessionControl.People });
        (await restored.Log.ReadOne(group.SessionId, LogKind.Shared, 1, default)).Should().BeEquivalentTo(said with { Reactions = null });
    }

    private static async Task Check(RandomTalk talk, DateTimeOffset moment, Database target, string because)
    {
        var log = new LiveChat.Silo.Storage.Log.EntryReader(target);
        var kept = talk.Entries.Where(entry => entry.CreatedAt <= moment).ToArray();
        (await log.Read(talk.Id, LogKind.Shared, new(0, null, HistoryRange.MostEntries), default)).Should().BeEquivalentTo(kept, options => options.WithStrictOrdering(), because);
    }

    /// <summary>The sample's conversations last some days.</summary>
    private sealed class Later : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Chat.Start.AddYears(1);
    }

    private static async Task<SessionState> Write(TestStore store, SessionState state, DateTimeOffset now, Action<LogDraft> change)
    {
        var draft = new LogDraft(state, now);
        change(draft);
        var append = draft.ToAppend();
        await store.Log.Append(append, default);
        return state.With(append) ?? state with { Header = append.Header };
    }
}

public sealed class SqliteMomentTests(SqliteFixture database) : MomentContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresMomentTests(PostgresFixture database) : MomentContract(database), IClassFixture<PostgresFixture>;
