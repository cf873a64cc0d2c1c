using Dapper;
using LiveChat.Audit;
using LiveChat.Contract.Reports;
using LiveChat.Files;
using LiveChat.Knowledge;
using LiveChat.Sessions;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Storage.Files;
using LiveChat.Silo.Storage.Tables;
using LiveChat.Testing;

namespace LiveChat.Contract.Backups;

/// <summary>A database with something of everything in it, in which nothing is wrong.</summary>
internal sealed class Sample : IDisposable
{
    public static readonly byte[] Bytes = "the bytes of a picture"u8.ToArray();

    private static readonly (string Id, int Role)[] Users =
        [("b1", 1), ("c0", 1), ("c1", 1), ("c2", 1), ("c3", 1), ("c4", 1), ("m1", 2), ("ann", 2), ("ben", 2)];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("livechat-sample-");

    private Sample(TestStore store) => (Store, Files) = (store, NewFiles("files"));

    public TestStore Store { get; }

    /// <summary>Where its attached files lie.</summary>
    public FileDirectory Files { get; }

    /// <summary>Conversations that took any course.</summary>
    public List<RandomTalk> Talks { get; } = [];

    public StoredFile File { get; private set; } = null!;

    public static async Task<Sample> Fill(TestStore store, int seed, int talks = 10)
    {
        var sample = new Sample(store);
        await sample.People();
        await sample.Knowledge();
        await sample.Attachment();
        var random = new Random(seed);
        for (var at = 0; at < talks; at++)
        {
            var talk = await RandomTalk.Create(store.Log, random);
            for (var steps = random.Next(40); steps > 0; steps--) await talk.Step();
            sample.Talks.Add(talk);
        }
        return sample;
    }

    public string PathOf(string name) => Path.Combine(_directory.FullName, name);

    public FileDirectory NewFiles(string name) => new(PathOf(name), leastFree: 0);

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Every row that a backup keeps, as text; but for what differs from database to database.</summary>
    public static Task<string[]> Contents(Database database) => database.Write(async (connection, transaction) =>
    {
        List<string> rows = [];
        foreach (var table in (await SchemaTables.Read(database, connection, transaction, default)).Where(SchemaTables.IsKept).OrderBy(table => table.Name, StringComparer.Ordinal))
        {
            var columns = table.Columns.Where(column => column.Name is not ("log_epoch" or "edition")).OrderBy(column => column.Name, StringComparer.Ordinal).ToArray();
            await using var reader = await connection.ExecuteReaderAsync((table with { Columns = columns }).Select, transaction: transaction);
            while (await reader.ReadAsync())
                rows.Add($"{table.Name}: {string.Join(" | ", columns.Select((column, at) => $"{column.Name}={Shown(RowValues.Read(reader, at, column.Kind))}"))}");
        }
        return rows.Order(StringComparer.Ordinal).ToArray();
    }, default);

    private static object? Shown(object? value) => value is DateTimeOffset time ? time.ToString("O") : value;

    private Task People() => Store.Database.Write(async (connection, transaction) =>
    {
        foreach (var (id, role) in Users)
        {
            await connection.ExecuteAsync(Dialect.Insert("users", "user_id", "name", "role", "created_at"), new { user_id = id, name = "名 " + id, role, created_at = Chat.Start }, transaction);
            await connection.ExecuteAsync(Dialect.Insert("logins", "user_name", "user_id", "password_hash"), new { user_name = id, user_id = id, password_hash = "hash of " + id }, transaction);
        }
        foreach (var desk in new[] { "platform", "m1", "m2" })
        {
            await connection.ExecuteAsync(Dialect.Insert("desks", "desk_id", "name"), new { desk_id = desk, name = "桌 " + desk }, transaction);
            await connection.ExecuteAsync(Dialect.Insert("desk_seats", "desk_id", "user_id", "name", "capacity"), new { desk_id = desk, user_id = "ann", name = "Ann", capacity = 4 }, transaction);
        }
        return true;
    }, default);

    private async Task Knowledge()
    {
        var article = Articles.Article("Where is my \"parcel\"? 包裹 😀", "On its\nway.", Language.English, "parcels");
        var other = Articles.Article("退款", "七天內。", Language.Traditional);
        (await Store.Articles.Save([article, other], null, null, default)).Should().BeTrue();
        (await Store.Articles.Save([article with { Version = 2, Body = "Nearly there." }], null, null, default)).Should().BeTrue();
        await Store.Get<IAuditLog>().Append(new(Guid.CreateVersion7(), Chat.Start, "operator", "root", AuditAction.UserCreated, "b1", new() { ["role"] = "customer" }), default);
    }

    private async Task Attachment()
    {
        var chat = await Chat.Create(Store.Log);
        var fileId = Guid.CreateVersion7();
        File = new(fileId, chat.Id, "b1", FilePlaces.Of(fileId, Chat.Start), new(fileId, "海報.png", Bytes.Length, "image/png", 40, 30, null, LiveChat.Files.Attachment.ThumbnailUrlOf(fileId)), Chat.Start, "image/webp");
        Keep(File.Place);
        Keep(FilePlaces.ThumbnailOf(File.Place));
        await Store.Get<IFileStore>().Add(File, Chat.Start.AddYears(80), default);
        var said = chat.Next("a picture", "c1") with { Attachments = [File.Shown] };
        await chat.Append(chat.Of(said));
        await chat.Say("answer", "c2", "m1", MessageType.Agent);
        await chat.Note("a note", "n1");
    }

    private void Keep(string place)
    {
        using (var received = Files.Receive("sample")) received.Write(Bytes);
        Files.Keep("sample", place);
    }
}
