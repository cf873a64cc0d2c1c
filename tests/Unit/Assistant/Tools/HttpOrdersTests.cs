using System.Text;
using LiveChat.Assistant.Tools;
using LiveChat.Silo.Ai.Tools;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Unit.Assistant.Tools;

/// <summary>The order connector against an example service on a real socket.</summary>
public sealed class HttpOrdersTests : IAsyncLifetime
{
    private const string Key = "a key of the shop";

    private WebApplication _shop = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _shop = builder.Build();
        // All that a shop has to do: know who asks for whom, and answer for that customer alone.
        _shop.Map("/shop/orders/{orderId}", async (HttpContext http, string orderId, string customerId) =>
        {
            if (http.Request.Headers.Authorization != $"Bearer {Key}") return Results.StatusCode(StatusCodes.Status401Unauthorized);
            return (customerId, orderId) switch
            {
                ("b1", "B-10023") => Results.Content("""{"orderId":"B-10023","customerId":"b1","status":"shipped","placedAt":"2026-11-02T08:30:00Z","expectedOn":"2026-11-06","items":[{"name":"茶壺","quantity":2}]}""", "application/json", Encoding.UTF8),
                (_, "broken") => Results.Content("{", "application/json"),
                (_, "moved") => Results.Redirect("http://127.0.0.1:1/elsewhere"),
                (_, "failing") => Results.StatusCode(StatusCodes.Status500InternalServerError),
                (_, "endless") => Results.Content(new string(' ', 100_000) + "{}", "application/json"),
                (_, "silent") => await Silence(http.RequestAborted),
                _ => Results.NotFound(),
            };
        });
        await _shop.StartAsync();
    }

    public Task DisposeAsync() => _shop.DisposeAsync().AsTask();

    [Fact]
    public async Task An_order_of_the_customer_is_found()
    {
        using var orders = Open();
        var order = await orders.Find("b1", "B-10023", default);
        order.Should().BeEquivalentTo(new Order("B-10023", "b1", "shipped", new DateTimeOffset(2026, 11, 2, 8, 30, 0, TimeSpan.Zero), ExpectedOn: new DateOnly(2026, 11, 6), Items: [new("茶壺", 2)]));
        (await orders.Find("b2", "B-10023", default)).Should().BeNull();
    }

    [Theory]
    [InlineData("broken")]
    [InlineData("moved")]
    [InlineData("failing")]
    [InlineData("endless")]
    public async Task What_is_no_proper_answer_is_a_fault(string orderId)
    {
        using var orders = Open();
        var find = () => orders.Find("b1", orderId, default);
        await find.Should().ThrowAsync<Exception>();
    }

    [Fact]
    public async Task A_silent_shop_is_left()
    {
        using var orders = Open(TimeSpan.FromMilliseconds(200));
        var find = () => orders.Find("b1", "silent", default);
        await find.Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Without_its_key_the_shop_says_nothing()
    {
        using var orders = Open(key: "another");
        var find = () => orders.Find("b1", "B-10023", default);
        await find.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public void Without_an_address_nobody_is_asked()
    {
        using var orders = new HttpOrders(Options.Create(new OrderOptions()));
        orders.AreKnown.Should().BeFalse();
        new OrderOptionsValidator().Validate(null, new() { Address = new Uri("file:///etc"), Timeout = TimeSpan.Zero }).FailureMessage.Should().Contain("Address").And.Contain("Timeout");
    }

    private HttpOrders Open(TimeSpan? timeout = null, string key = Key) => new(Options.Create(new OrderOptions
    {
        Address = new Uri(_shop.Urls.Single() + "/shop/"), Key = key, Timeout = timeout ?? TimeSpan.FromSeconds(10),
    }));

    private static async Task<IResult> Silence(CancellationToken aborted)
    {
        await Task.Delay(Timeout.Infinite, aborted);
        return Results.NoContent();
    }
}
