using LiveChat.Knowledge;
using LiveChat.Silo.Storage.Knowledge;

namespace LiveChat.Contract.Knowledge;

/// <summary>How far imports are outlives the process that runs them.</summary>
public abstract class ImportContract(DatabaseFixture database)
{
    [Fact]
    public async Task What_was_written_last_is_found_until_it_is_old()
    {
        var imports = database.Store.Get<IImportStore>();
        var begun = new ImportProgress(Guid.CreateVersion7(), "常見問題 'a'.csv", ImportState.Running, 120, 0, 0, 0, 1, [new(3, "Why not \"so\"")]);
        (await imports.Find(begun.ImportId, default)).Should().BeNull();
        await imports.Save(new("p1", Chat.Start, begun), default);
        var later = new StoredImport("p1", Chat.Start.AddMinutes(1), begun with { State = ImportState.Done, Added = 100, Changed = 12, Unchanged = 7 });
        await imports.Save(later, default);
        (await imports.Find(begun.ImportId, default)).Should().BeEquivalentTo(later);

        await imports.Save(new("p2", later.UpdatedAt + ImportStore.KeptFor, begun with { ImportId = Guid.CreateVersion7() }), default);
        (await imports.Find(begun.ImportId, default)).Should().NotBeNull();
        await imports.Save(new("p2", later.UpdatedAt + ImportStore.KeptFor + TimeSpan.FromSeconds(1), begun with { ImportId = Guid.CreateVersion7() }), default);
        (await imports.Find(begun.ImportId, default)).Should().BeNull();
    }
}

public sealed class SqliteImportTests(SqliteFixture database) : ImportContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresImportTests(PostgresFixture database) : ImportContract(database), IClassFixture<PostgresFixture>;
