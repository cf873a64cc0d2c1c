using LiveChat.Files;
using LiveChat.Sessions;

namespace LiveChat.Contract.Files;

/// <summary>The records of files: what is claimed, doubted and removed, and that only one of two who decide at once wins.</summary>
public abstract class FileContract(DatabaseFixture database)
{
    private static readonly DateTimeOffset Far = Chat.Start.AddYears(90);

    private readonly Guid _session = Guid.CreateVersion7();
    private readonly string _user = "u-" + Guid.CreateVersion7();

    private IFileStore Store => database.Store.Get<IFileStore>();

    [Fact]
    public async Task A_file_is_found_as_it_was_written()
    {
        var plain = await Add();
        var rich = New() with { ThumbnailType = "image/webp" };
        rich = rich with { Shown = rich.Shown with { Name = "名 😀.jpg", Width = 40, Height = 30, Seconds = 1.5, ThumbnailUrl = Attachment.ThumbnailUrlOf(rich.FileId), Size = 5_000_000_000 } };
        await Store.Add(rich, Far, default);

        (await Store.Find(plain.FileId, default)).Should().Be(plain);
        (await Store.Find(rich.FileId, default)).Should().Be(rich);
        (await Store.Find(Guid.CreateVersion7(), default)).Should().BeNull();
        (await Store.Sizes(_user, _session, default)).Should().Be((5_000_000_010, 5_000_000_010));
        (await Store.Sizes("nobody", Guid.CreateVersion7(), default)).Should().Be((0, 0));
    }

    [Fact]
    public async Task The_log_keeps_what_a_message_shows_of_its_files_and_forgets_it_with_the_message()
    {
        var chat = await Chat.Create(database.Store.Log);
        var id = Guid.CreateVersion7();
        Attachment[] shown = [new(id, "海報 \".png", 5_000_000_000, "image/png", 40, 30, 1.5, Attachment.ThumbnailUrlOf(id)), new(Guid.CreateVersion7(), "a", 1, "text/plain")];
        var said = chat.Next("") with { Attachments = shown };
        await chat.Append(chat.Of(said));
        (await chat.Read()).Single().Attachments.Should().Equal(shown);

        var recorded = chat.Next("taken back", type: MessageType.System);
        await chat.Append(chat.Of(recorded) with { Amended = said with { Recalled = true, Attachments = null } });
        (await chat.Read())[0].Should().Match<Message>(message => message.Recalled && message.Attachments == null);
    }

    [Fact]
    public async Task Files_are_claimed_together_in_their_order_and_by_one_message_only()
    {
        var (one, other) = (await Add(), await Add());
        (await Claim("c1", other, one)).Should().Equal(other.Shown, one.Shown);
        (await Claim("c1", one)).Should().Equal([one.Shown], "the same message asks again");
        (await Claim("c2", one)).Should().BeNull();
        (await Claim("C1", one)).Should().BeNull("ids are told apart by case");
    }

    [Fact]
    public async Task All_are_claimed_or_none()
    {
        var (mine, taken) = (await Add(), await Add());
        await Claim("c1", taken);
        (await Claim("c2", mine, taken)).Should().BeNull();
        (await Claim("c3", mine)).Should().NotBeNull();
    }

    [Fact]
    public async Task Neither_anothers_file_nor_one_of_another_session_is_claimed()
    {
        var file = await Add();
        (await Store.Claim([file.FileId], _session, "u-other", "c", Far, default)).Should().BeNull();
        (await Store.Claim([file.FileId], Guid.CreateVersion7(), _user, "c", Far, default)).Should().BeNull();
        (await Store.Claim([Guid.CreateVersion7()], _session, _user, "c", Far, default)).Should().BeNull();
    }

    [Fact]
    public async Task What_is_due_is_told_until_it_is_settled_or_forgotten()
    {
        var (stays, goes, later) = (await Add(Chat.Start), await Add(Chat.Start.AddSeconds(1)), await Add(Far));
        var due = await Due();
        due.Select(file => file.File).Should().Equal(stays, goes);
        await Store.Settle(due[0], null, default);
        (await Store.Remove(due[1], default)).Should().BeTrue();
        (await Store.Find(goes.FileId, default)).Should().BeNull("removed is gone for readers");
        (await Store.Sizes(_user, _session, default)).OfUser.Should().Be(20);

        (await Due()).Should().ContainSingle().Which.Should().Match<DoubtfulFile>(file => file.Removed && file.File == goes);
        await Store.Forget(goes.FileId, default);
        await Store.Forget(stays.FileId, default);
        (await Due()).Should().BeEmpty();
        (await Store.Find(stays.FileId, default)).Should().Be(stays, "only what was removed is forgotten");
        (await Store.Find(later.FileId, default)).Should().Be(later);
    }

    [Fact]
    public async Task A_doubt_is_about_some_files_or_all_of_a_session()
    {
        var (one, other) = (await Add(), await Add());
        await Store.Doubt(_session, [one.FileId], Chat.Start, default);
        (await Due()).Select(file => file.File).Should().Equal(one);
        await Store.Doubt(_session, null, Chat.Start, default);
        (await Due()).Select(file => file.File).Should().BeEquivalentTo([one, other]);
        await Store.Doubt(Guid.CreateVersion7(), [one.FileId], Far, default);
        (await Due()).Should().HaveCount(2, "a doubt about another session does not reach it");
    }

    [Fact]
    public async Task What_was_changed_since_it_was_read_is_neither_removed_nor_settled()
    {
        var file = await Add(Chat.Start);
        var read = (await Due()).Single();
        (await Claim("c1", file)).Should().NotBeNull();
        (await Store.Remove(read, default)).Should().BeFalse();
        await Store.Settle(read, null, default);
        await Store.Doubt(_session, null, Chat.Start, default);
        (await Due()).Single().ClientMessageId.Should().Be("c1");
    }

    [Fact]
    public async Task Of_a_claim_and_a_removal_at_once_exactly_one_wins()
    {
        for (var round = 0; round < 20; round++)
        {
            var file = await Add(Chat.Start);
            var read = (await Due()).Single(due => due.File == file);
            var claim = Task.Run(() => Claim("c1", file));
            var removal = Task.Run(() => Store.Remove(read, default));
            await Task.WhenAll(claim, removal).WaitAsync(Waits.Long);
            (await claim is not null).Should().NotBe(await removal);
            await Store.Doubt(_session, null, Far, default);
        }
    }

    private async Task<DoubtfulFile[]> Due() => [.. (await Store.Due(Chat.Start.AddMinutes(1), 1000, default)).Where(due => due.File.SessionId == _session)];

    private Task<Attachment[]?> Claim(string message, params StoredFile[] files) =>
        Store.Claim(Array.ConvertAll(files, file => file.FileId), _session, _user, message, Far, default);

    private async Task<StoredFile> Add(DateTimeOffset? checkAt = null)
    {
        var file = New();
        await Store.Add(file, checkAt ?? Far, default);
        return file;
    }

    private StoredFile New()
    {
        var id = Guid.CreateVersion7();
        return new(id, _session, _user, FilePlaces.Of(id, Chat.Start), new(id, "a.txt", 10, "text/plain"), Chat.Start);
    }
}

public sealed class SqliteFileTests(SqliteFixture database) : FileContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresFileTests(PostgresFixture database) : FileContract(database), IClassFixture<PostgresFixture>;
