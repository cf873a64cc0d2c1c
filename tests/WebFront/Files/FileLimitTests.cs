using System.Net.Sockets;
using System.Text;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Files;

/// <summary>What is too much: of one file, of one user, at once; and uploads that break off.</summary>
public class FileLimitTests(FileLimitTests.NarrowFront shared) : IClassFixture<FileLimitTests.NarrowFront>
{
    private readonly RunningFront _front = shared.Front;

    public sealed class NarrowFront() : SharedFront(
        "--RateLimits:Enabled", "false", "--Files:MaxFileBytes", "70000", "--Files:MaxPictureBytes", "70000", "--Files:MaxAudioBytes", "70000", "--Files:MaxVideoBytes", "70000",
        "--Files:QuotaPerUser", "150000", "--Files:QuotaPerSession", "200000", "--Files:UploadsAtOncePerUser", "1", "--Files:TakeUnknown", "false");

    [Fact]
    public async Task A_file_that_is_too_big_is_refused_and_leaves_nothing()
    {
        var person = await _front.Visitor();
        var session = await person.Support();
        await person.Upload(session, Words(70_001)).Refused(413, "TOO_LONG");
        await person.Upload(session, Words(3_000_000)).Refused(413, "TOO_LONG");
        (await person.Uploaded(session, Words(70_000))).GetProperty("size").GetInt64().Should().Be(70_000);
        Incoming().Should().BeEmpty();
    }

    [Fact]
    public async Task Quotas_hold_for_users_and_for_sessions()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var session = await one.Direct(other);
        await one.Uploaded(session, Words(70_000));
        await one.Uploaded(session, Words(70_000));
        await one.Upload(session, Words(20_000)).Refused(413, "TOO_LONG");
        await one.Upload(await one.Support(), Words(20_000)).Refused(413, "TOO_LONG");
        await other.Uploaded(session, Words(50_000));
        await other.Upload(session, Words(20_000)).Refused(413, "TOO_LONG");
        await other.Uploaded(await other.Support(), Words(20_000));
    }

    [Fact]
    public async Task Where_unknown_kinds_are_not_wanted_they_are_refused()
    {
        var person = await _front.Visitor();
        await person.Upload(await person.Support(), Samples.Svg).Refused(422, "CONTENT_REFUSED");
    }

    [Fact]
    public async Task One_upload_too_many_at_once_is_told_to_come_back_and_the_place_is_free_again_after_one_that_broke_off()
    {
        var person = await _front.Visitor();
        var session = await person.Support();
        using (var line = await BeginUpload(person, session))
        {
            await FileTests.Eventually(() => Task.FromResult(Incoming().Length == 1));
            await person.Upload(session, Words(10)).Refused(429, "RATE_LIMITED");
        }
        await FileTests.Eventually(() => Task.FromResult(Incoming().Length == 0));
        await FileTests.Eventually(async () =>
        {
            using var response = await person.Upload(session, Words(10));
            return response.IsSuccessStatusCode;
        });
    }

    [Fact]
    public async Task A_full_disk_is_said_plainly()
    {
        await using var full = await RunningFront.Start("--Files:LeastFreeBytes", long.MaxValue.ToString());
        var person = await full.Visitor();
        await person.Upload(await person.Support(), Words(10)).Refused(503, "STORE_UNAVAILABLE");
    }

    [Fact]
    public async Task Uploads_are_limited_by_rate()
    {
        await using var front = await RunningFront.Start("--RateLimits:UploadsPerUser:PerSecond", "0.01", "--RateLimits:UploadsPerUser:Burst", "1");
        var person = await front.Visitor();
        var session = await person.Support();
        await person.Uploaded(session, Words(10));
        await person.Upload(session, Words(10)).Refused(429, "RATE_LIMITED");
    }

    /// <summary>Sends the beginning of an upload; closed, the rest never comes.</summary>
    private async Task<TcpClient> BeginUpload(Person person, Guid session)
    {
        var line = new TcpClient();
        await line.ConnectAsync(_front.Address.Host, _front.Address.Port);
        var text = $"""
            POST /api/files HTTP/1.1
            Host: {_front.Address.Authority}
            Authorization: Bearer {person.Token}
            Content-Type: multipart/form-data; boundary=b
            Content-Length: 60000

            --b
            Content-Disposition: form-data; name="sessionId"

            {session}
            --b
            Content-Disposition: form-data; name="file"; filename="x.txt"

            {new string('a', 5000)}
            """;
        await line.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
        return line;
    }

    private string[] Incoming() => Directory.GetFiles(Path.Combine(_front.Data, "files", "incoming"));

    private static byte[] Words(int length) => Encoding.ASCII.GetBytes(new string('a', length));
}
