using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LiveChat.Assistant.Tools;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Ai.Tools;

/// <summary>Orders of a shop that speaks the contract in docs/order-connector.md.</summary>
internal sealed class HttpOrders : IOrders, IDisposable
{
    private const long LongestAnswer = 64 * 1024;

    private readonly OrderOptions _options;
    private readonly HttpClient _http;

    public HttpOrders(IOptions<OrderOptions> options)
    {
        _options = options.Value;
        // A redirect would take the key somewhere else.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = _options.Timeout,
            MaxResponseContentBufferSize = LongestAnswer,
        };
        if (!string.IsNullOrWhiteSpace(_options.Key)) _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _options.Key);
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
    }

    public bool AreKnown => _options.Address is not null;

    public async Task<Order?> Find(string customerId, string orderId, CancellationToken token)
    {
        var address = new Uri($"{_options.Address!.AbsoluteUri.TrimEnd('/')}/orders/{Uri.EscapeDataString(orderId)}?customerId={Uri.EscapeDataString(customerId)}");
        using var response = await _http.GetAsync(address, token);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        if (response.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"The order connector answered {(int)response.StatusCode}.", null, response.StatusCode);
        var order = JsonSerializer.Deserialize<Order>(await response.Content.ReadAsByteArrayAsync(token), JsonSerializerOptions.Web);
        return order is { OrderId.Length: > 0, Status.Length: > 0 } ? order : throw new HttpRequestException("The order connector sent what is no order.");
    }

    public void Dispose() => _http.Dispose();
}
