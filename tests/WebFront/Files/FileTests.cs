using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using LiveChat.Tests;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Files;

/// <summary>Files from one person to another, over the real server.</summary>
public class FileTests(FileTests.OpenFront shared) : IClassFixture<FileTests.OpenFront>
{
    private readonly RunningFront _front = shared.Front;

    public sealed class OpenFront() : SharedFront("--RateLimits:Enabled", "false");

    [Fact]
    public async Task A_picture_comes_clean_to_the_other_side_with_its_thumbnail()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var session = await one.Direct(other);
        await using var hub = await other.Connect();
        await hub.Join(session);

        var file = await one.Uploaded(session, Samples.Png(), "海報.png", thumbnail: Samples.Jpeg(4, 4));
        file.GetProperty("contentType").GetString().Should().Be("image/png");
        file.GetProperty("width").GetInt32().Should().Be(2);
        (await one.Attach(session, "", file)).Dispose();

        var shown = (await hub.Take("message")).GetProperty("message").GetProperty("attachments")[0];
        shown.ToString().Should().Be(file.ToString());
        var history = await other.Ask(HttpMethod.Get, $"/api/chat/session/{session}/history");
        history.GetProperty("messages")[0].GetProperty("attachments")[0].ToString().Should().Be(file.ToString());
        using var transcript = await other.Send(HttpMethod.Get, $"/api/chat/session/{session}/transcript?format=txt");
        (await transcript.Content.ReadAsStringAsync()).Should().Contain("海報.png");
        using var got = await other.Send(HttpMethod.Get, shown.GetProperty("url").GetString()!);
        (await got.Content.ReadAsByteArrayAsync()).Should().Equal(Samples.Png(withSecrets: false));
        got.Content.Headers.ContentType!.MediaType.Should().Be("image/png");
        got.Content.Headers.ContentDisposition!.DispositionType.Should().Be("inline");
        got.Content.Headers.ContentDisposition.FileNameStar.Should().Be("海報.png");
        got.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("sandbox").And.Contain("default-src 'none'");
        got.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
        got.Headers.CacheControl!.Private.Should().BeTrue();
        using var small = await other.Send(HttpMethod.Get, shown.GetProperty("thumbnailUrl").GetString()!);
        small.Content.Headers.ContentType!.MediaType.Should().Be("image/jpeg");
        Encoding.Latin1.GetString(await small.Content.ReadAsByteArrayAsync()).Should().NotContain("GPS");
    }

    [Fact]
    public async Task History_and_plain_sockets_show_attachments_and_a_recording_its_length()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var session = await one.Direct(other);
        var file = await one.Uploaded(session, [0x1A, 0x45, 0xDF, 0xA3, .. "....B\u0082webm....A_OPUS"u8], "voice.webm", seconds: 3.44);
        file.GetProperty("seconds").GetDouble().Should().Be(3.4);
        (await one.Attach(session, "listen", file)).Dispose();

        var history = await other.Ask(HttpMethod.Get, $"/api/chat/session/{session}/history");
        history.GetProperty("messages")[0].GetProperty("attachments")[0].ToString().Should().Be(file.ToString());
        var joined = await (await other.Connect()).Join(session);
        joined.GetProperty("messages")[0].GetProperty("attachments")[0].GetProperty("contentType").GetString().Should().Be("audio/webm");
    }

    [Fact]
    public async Task Staff_of_the_desk_and_admins_may_fetch_and_nobody_else()
    {
        var visitor = await _front.Visitor();
        var session = await visitor.Support();
        var path = (await visitor.Uploaded(session, Samples.Gif())).GetProperty("url").GetString()!;
        foreach (var reader in new[] { visitor, await _front.Demo("p1"), await _front.Demo("a1") })
            (await reader.Send(HttpMethod.Get, path)).IsSuccessStatusCode.Should().BeTrue(reader.Id);
        foreach (var stranger in new[] { await _front.Visitor(), await _front.Demo("b1"), await _front.Demo("m1") })
        {
            await stranger.Send(HttpMethod.Get, path).Refused(404, "NOT_FOUND");
            await stranger.Send(HttpMethod.Get, path + "/thumbnail").Refused(404, "NOT_FOUND");
            await stranger.Upload(session, Samples.Gif()).Refused(404, "NOT_FOUND");
        }
        await visitor.Send(HttpMethod.Get, path + "/thumbnail").Refused(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Ranges_are_served_and_what_has_not_changed_is_not_sent_again()
    {
        var person = await _front.Visitor();
        var session = await person.Support();
        var text = Encoding.UTF8.GetBytes("0123456789");
        var path = (await person.Uploaded(session, text, "digits.txt")).GetProperty("url").GetString()!;

        using var part = await Get(person, path, request => request.Headers.Range = new RangeHeaderValue(2, 5));
        ((int)part.StatusCode).Should().Be(206);
        (await part.Content.ReadAsStringAsync()).Should().Be("2345");
        part.Content.Headers.ContentRange!.Length.Should().Be(10);
        using var outside = await Get(person, path, request => request.Headers.Range = new RangeHeaderValue(20, 30));
        ((int)outside.StatusCode).Should().Be(416);
        using var whole = await Get(person, path, _ => { });
        whole.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment", "text is downloaded");
        using var again = await Get(person, path, request => request.Headers.IfNoneMatch.Add(whole.Headers.ETag!));
        ((int)again.StatusCode).Should().Be(304);
    }

    public static TheoryData<string, byte[], string, string> Dangerous => new()
    {
        { "picture.svg", Samples.Svg, "image/svg+xml", "application/octet-stream" },
        { "photo.jpg", Encoding.UTF8.GetBytes("<html><script>alert(1)</script>"), "image/jpeg", "application/octet-stream" },
        { "page.html", Encoding.UTF8.GetBytes("alert(1)//<html>"), "text/html", "text/plain" },
        { "a.png", [.. "%PDF-1.7 <script>"u8], "image/png", "application/pdf" },
        { "a.docx", [.. "PK\u0003\u0004 word/document.xml"u8], "text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
    };

    [Theory]
    [MemberData(nameof(Dangerous))]
    public async Task Whatever_its_name_and_its_sender_say_what_could_run_is_a_download(string name, byte[] bytes, string claimed, string served)
    {
        var person = await _front.Visitor();
        var file = await person.Uploaded(await person.Support(), bytes, name, claimed);
        using var got = await person.Send(HttpMethod.Get, file.GetProperty("url").GetString()!);
        got.Content.Headers.ContentType!.MediaType.Should().Be(served);
        got.Content.Headers.ContentDisposition!.DispositionType.Should().Be("attachment");
        got.Headers.GetValues("X-Content-Type-Options").Single().Should().Be("nosniff");
        got.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("sandbox");
        (await got.Content.ReadAsByteArrayAsync()).Should().Equal(bytes);
    }

    [Fact]
    public async Task Polyglots_are_nothing_but_pictures_afterwards()
    {
        var person = await _front.Visitor();
        var session = await person.Support();
        foreach (var dirty in new[] { Samples.Gif(), Samples.Jpeg(), Samples.Png(), Samples.Webp() })
        {
            var file = await person.Uploaded(session, dirty, "x.html", "text/html");
            using var got = await person.Send(HttpMethod.Get, file.GetProperty("url").GetString()!);
            Encoding.Latin1.GetString(await got.Content.ReadAsByteArrayAsync()).Should().NotContain("script").And.NotContain("GPS");
            got.Content.Headers.ContentType!.MediaType.Should().StartWith("image/");
        }
    }

    [Fact]
    public async Task Bombs_broken_pictures_programs_and_nothing_are_refused_and_leave_nothing()
    {
        var person = await _front.Visitor();
        var session = await person.Support();
        await person.Upload(session, Samples.Jpeg(65000, 65000)).Refused(422, "CONTENT_REFUSED");
        await person.Upload(session, Samples.Png(50_000, 50_000)).Refused(422, "CONTENT_REFUSED");
        await person.Upload(session, Samples.Png()[..40]).Refused(422, "CONTENT_REFUSED");
        await person.Upload(session, [.. "MZ"u8, 0, 0, 0], "song.mp3").Refused(422, "CONTENT_REFUSED");
        await person.Upload(session, []).Refused(400, "INVALID");
        await person.Upload(session, Samples.Gif(), thumbnail: Samples.Jpeg(641, 1)).Refused(400, "INVALID");
        await person.Upload(session, Samples.Gif(), thumbnail: Samples.Svg).Refused(400, "INVALID");
        await person.Upload(session, Samples.Gif(), thumbnail: new byte[400_000]).Refused(413, "TOO_LONG");
        await person.Upload(session, [.. "words"u8], thumbnail: Samples.Gif()).Refused(400, "INVALID");
        Directory.GetFiles(Path.Combine(_front.Data, "files", "incoming")).Should().BeEmpty();
    }

    [Fact]
    public async Task Forms_of_another_form_are_refused()
    {
        var person = await _front.Visitor();
        var session = (await person.Support()).ToString();
        await Post(person, JsonContent.Create(new { sessionId = session })).Refused(415, "INVALID");
        await Post(person, new MultipartFormDataContent { { new StringContent(session), "sessionId" } }).Refused(400, "INVALID");
        await Post(person, new MultipartFormDataContent { { new StringContent("x"), "file", "x" }, { new StringContent(session), "sessionId" } }).Refused(400, "INVALID");
        await Post(person, new MultipartFormDataContent { { new StringContent("not an id"), "sessionId" } }).Refused(400, "INVALID");
        await Post(person, new MultipartFormDataContent { { new StringContent(session), "sessionId" }, { new StringContent(session), "sessionId" } }).Refused(400, "INVALID");
        await Post(person, new MultipartFormDataContent { { new StringContent(session), "sessionId" }, { new StringContent("-1"), "seconds" } }).Refused(400, "INVALID");
        await Post(person, new MultipartFormDataContent { { new StringContent(session), "sessionId" }, { new StringContent("x"), "file", "x" }, { new StringContent("x"), "file", "x" } }).Refused(400, "INVALID");
        await Post(person, new MultipartFormDataContent { { new StringContent(session), "other" } }).Refused(400, "INVALID");
        var unended = new StringContent("--b\r\nContent-Disposition: form-data; name=sessionId\r\n\r\n" + session);
        unended.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        await Post(person, unended).Refused(400, "INVALID");
    }

    [Theory]
    [InlineData("../../../x.txt", "x.txt")]
    [InlineData("safe\u202Etxt.exe", "safetxt.exe")]
    public async Task Names_lead_nowhere_and_deceive_nobody(string name, string clean)
    {
        var person = await _front.Visitor();
        var file = await person.Uploaded(await person.Support(), [.. "words"u8], name);
        file.GetProperty("name").GetString().Should().Be(clean);
        (await person.Uploaded(await person.Support(), [.. "words"u8], new string('長', 300) + ".txt")).GetProperty("name").GetString().Should().HaveLength(120).And.EndWith(".txt");
    }

    [Fact]
    public async Task Recalled_and_deleted_it_is_gone_for_everybody()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var session = await one.Direct(other);
        var (recalled, deleted) = (await one.Uploaded(session, Samples.Gif()), await one.Uploaded(session, Samples.Gif()));
        using var sent = await one.Attach(session, "", recalled);
        (await one.Attach(session, "", deleted)).Dispose();
        await using var hub = await one.Connect();
        await hub.Invoke("Recall", session, (await RunningFront.Read(sent)).GetProperty("seq").GetInt64());

        await Eventually(async () => (int)(await other.Send(HttpMethod.Get, recalled.GetProperty("url").GetString()!)).StatusCode == 404);
        (await other.Ask(HttpMethod.Get, $"/api/chat/session/{session}/history")).GetProperty("messages")[0].TryGetProperty("attachments", out _).Should().BeFalse();
        (await one.Send(HttpMethod.Delete, $"/api/chat/session/{session}")).Dispose();
        await one.Send(HttpMethod.Get, deleted.GetProperty("url").GetString()!).Refused(404, "NOT_FOUND");
    }

    [Fact]
    public async Task A_file_of_another_session_or_person_is_not_attached()
    {
        var (one, other) = (await _front.Visitor(), await _front.Visitor());
        var (session, elsewhere) = (await one.Direct(other), await one.Support());
        await one.Attach(session, "x", await one.Uploaded(elsewhere, Samples.Gif())).Refused(400, "INVALID");
        await one.Attach(session, "x", await other.Uploaded(session, Samples.Gif())).Refused(400, "INVALID");
        await using var hub = await one.Connect();
        var refused = await FluentActions.Awaiting(() => hub.Invoke("Send", new { sessionId = session, clientMessageId = "x", attachments = new[] { Guid.CreateVersion7() } })).Should().ThrowAsync<HubRefusal>();
        refused.Which.Code.Should().Be("INVALID");
    }

    [Fact]
    public async Task How_big_files_may_be_is_told()
    {
        var limits = await (await _front.Visitor()).Ask(HttpMethod.Get, "/api/files/limits");
        limits.GetProperty("picture").GetInt64().Should().Be(15 * 1024 * 1024);
        limits.GetProperty("perMessage").GetInt32().Should().Be(10);
    }

    private static Task<HttpResponseMessage> Post(Person person, HttpContent content) => person.Send(HttpMethod.Post, "/api/files", content);

    private async Task<HttpResponseMessage> Get(Person person, string path, Action<HttpRequestMessage> configure)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.Token);
        configure(request);
        return await _front.Http.SendAsync(request);
    }

    internal static async Task Eventually(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await holds()) await Task.Delay(20, patience.Token);
    }
}
