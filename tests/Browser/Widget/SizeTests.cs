using System.Net.Http.Headers;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace LiveChat.Browser.Widget;

/// <summary>What goes over the wire, as Chromium gets it.</summary>
[Collection(WithWidget.Name)]
public sealed class SizeTests(Chromium chromium, ITestOutputHelper output)
{
    private const int KB = 1024;

    [Fact]
    public async Task The_widget_is_small_and_its_loader_very_small()
    {
        await using var site = ForeignSite.With(chromium.Server);
        await using var visitor = await chromium.Somebody();
        var got = Watch(visitor);
        await visitor.Page.GotoAsync(site.Address);
        await visitor.Sees(visitor.Launcher());
        var loader = await Sum(got);
        got.Should().ContainSingle("only the loader comes by itself");

        await visitor.Launcher().ClickAsync();
        await visitor.Say("退貨政策是什麼？");
        await visitor.Sees(visitor.Log.Locator(".source").First);
        var conversation = await Sum(got);
        await visitor.Panel().Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "order.txt", MimeType = "text/plain", Buffer = "1 × tea"u8.ToArray() });
        await visitor.Sees(visitor.Panel().Locator(".upload.done"));
        await visitor.Button("錄製語音訊息").ClickAsync();
        await visitor.Sees(visitor.Panel().GetByRole(AriaRole.Timer));
        var whole = await Sum(got);

        output.WriteLine($"Loader {loader} bytes, all that a conversation needs {conversation}, with all that files and voices need {whole}; with gzip instead of Brotli {await Gzipped(got)}.");
        loader.Should().BeLessThanOrEqualTo(5 * KB);
        whole.Should().BeLessThanOrEqualTo(60 * KB, "this is every part of it: {0}", string.Join(' ', got.Select(r => r.Url)));
    }

    [Fact]
    public async Task The_desk_is_not_big_when_it_first_comes()
    {
        await using var agent = await chromium.Somebody();
        var got = Watch(agent);
        await agent.Open("/desk?user_id=p1");
        await agent.Sees(agent.Page.Locator(".panes"));

        (await Sum(got)).Should().BeLessThanOrEqualTo(350 * KB);
    }

    /// <summary>The scripts and styles that the server gives from now on.</summary>
    private List<IResponse> Watch(Person person)
    {
        var got = new List<IResponse>();
        person.Page.Response += (_, response) =>
        {
            if (response.Url.StartsWith(chromium.Server.Address, StringComparison.Ordinal) && (response.Url.EndsWith(".js", StringComparison.Ordinal) || response.Url.EndsWith(".css", StringComparison.Ordinal)))
                got.Add(response);
        };
        return got;
    }

    /// <summary>The same parts, as browsers get them that know no Brotli.</summary>
    private static async Task<int> Gzipped(List<IResponse> got)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        var sum = 0;
        foreach (var response in got) sum += (await http.GetByteArrayAsync(response.Url)).Length;
        return sum;
    }

    private static async Task<int> Sum(List<IResponse> got)
    {
        var sum = 0;
        foreach (var response in got.ToArray()) sum += (await response.Request.SizesAsync()).ResponseBodySize;
        return sum;
    }
}
