using Dapper;
using LiveChat.Silo.Commands;
using LiveChat.Silo.Storage;
using LiveChat.Silo.Verifying;

namespace LiveChat.Contract.Backups;

/// <summary>Each way in which a database can be damaged is found, and a sound one has no findings.</summary>
public abstract class VerifyContract(DatabaseFixture fixture)
{
    private const string OfPicture = "session_id = (select session_id from files)";

    /// <summary>What is done to the sample's conversation with the picture, and what is found then.</summary>
    private static readonly (string Damage, string Finding)[] Damages =
    [
        ($"delete from entries where seq = 1 and {OfPicture}", "*entry 1 is missing; 2 follows*"),
        ($"delete from entries where seq = 2 and {OfPicture}", "*last_seq is 2, and its log says 1*"),
        ($"update sessions set last_seq = 7 where {OfPicture}", "*last_seq is 7, and its log says 2*"),
        ($"update sessions set last_note_seq = 3 where {OfPicture}", "*last_note_seq is 3, and there are 1 notes*"),
        ($"delete from notes where {OfPicture}", "*last_note_seq is 1, and there are 0 notes*"),
        ($"update entries set detail = 'null' where seq = 1 and {OfPicture}; update entries set type = 4, detail = '{{\"event\":{{\"name\":\"closed\",\"args\":{{}}}}}}' where seq = 2 and {OfPicture}", "*status is Open, and its log says Closed*"),
        ($"update entries set type = 4, detail = '{{\"event\":{{\"name\":\"assigned\",\"args\":{{}}}}}}' where seq = 2 and {OfPicture}", "*entry 2 cannot be read*"),
        ($"update entries set type = 4, detail = '{{\"event\":{{\"name\":\"recalled\",\"args\":{{\"seq\":\"1\"}}}}}}' where seq = 2 and {OfPicture}", "*entry 1 was taken back, and its text is still there*"),
        ($"update entries set detail = '{{\"replyToSeq\":9}}' where seq = 2 and {OfPicture}", "*entry 2 answers entry 9*"),
        ($"update session_members set read_seq = 9 where user_id = 'b1' and {OfPicture}", "*b1 has read up to 9, and its log ends at 2*"),
        ("update entries set message_id = (select message_id from entries e where e.seq = 1 and e.session_id = (select session_id from files)) where seq = 2 and session_id = (select session_id from files)", "The message id * stands 2 times*"),
        ($"drop index entries_client_id; update entries set sender_id = 'b1', client_message_id = 'c1' where {OfPicture}", "*2 entries of b1 have the client's id c1*"),
        ("delete from files", "*of which there is no record*"),
        ("delete from desks where desk_id = 'platform'", "*belongs to the desk platform, which is not there*"),
        ("delete from users where user_id = 'm1'", "*m1 is a member, and there is no such user*"),
        ("delete from users where user_id = 'ann'", "ann has a seat at the desk platform, and there is no such user*"),
        ($"delete from session_members where {OfPicture}; delete from sessions where {OfPicture}", "The log has entry 1 of the session*"),
        ("delete from article_versions where version = 1", "Article *it stands at version 2, and 1 versions*"),
    ];

    [Fact]
    public async Task What_is_sound_has_no_findings_and_each_damage_is_found()
    {
        await using var store = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        using var sample = await Sample.Fill(store, Random.Shared.Next());
        (await Operations.Verify(store.Database, sample.Files)).Should().BeEmpty();
        foreach (var (damage, finding) in Damages)
            (await Damaged(store.Database, sample, damage)).Should().ContainMatch(finding, "{0} must be found", damage);
        (await Operations.Verify(store.Database, sample.Files)).Should().BeEmpty("no damage was kept");
    }

    [Fact]
    public async Task Lost_and_shortened_files_are_found()
    {
        await using var store = await TestStore.Open(fixture.Provider, await fixture.CreateDatabase());
        using var sample = await Sample.Fill(store, 1, talks: 0);
        var path = Path.Combine(sample.PathOf("files"), sample.File.Place);
        await File.WriteAllTextAsync(path, "short");
        (await Operations.Verify(store.Database, sample.Files)).Should().ContainMatch("*has 5 bytes, its record says 22*");
        sample.Files.Remove(sample.File.Place);
        (await Operations.Verify(store.Database, sample.Files)).Should().ContainMatch("*its bytes are not at*");
    }

    /// <summary>What is found after some damage, which is taken back again.</summary>
    private async Task<IReadOnlyList<string>> Damaged(Database database, Sample sample, string damage)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var prelude in Preludes) await connection.ExecuteAsync(prelude, transaction: transaction);
        foreach (var statement in damage.Split(';')) await connection.ExecuteAsync(statement, transaction: transaction);
        var found = await new Verification(connection, transaction, new Progress(TextWriter.Null, false), default).Run(sample.Files);
        await transaction.RollbackAsync();
        return found.Kept;
    }

    /// <summary>Lets go of what keeps a database from being damaged so.</summary>
    private string[] Preludes => fixture.Provider is StorageProvider.Sqlite
        ? ["pragma defer_foreign_keys = on"]
        : ["alter table session_members drop constraint session_members_session_id_fkey", "alter table desk_seats drop constraint desk_seats_desk_id_fkey", "alter table logins drop constraint logins_user_id_fkey"];
}

public sealed class SqliteVerifyTests(SqliteFixture database) : VerifyContract(database), IClassFixture<SqliteFixture>;

public sealed class PostgresVerifyTests(PostgresFixture database) : VerifyContract(database), IClassFixture<PostgresFixture>;
