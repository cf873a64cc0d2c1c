using System.Text.Json;
using LiveChat.WebFront.Tests.Fronts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.WebFront.Tests.Endpoints;

/// <summary>The API describes itself whole.</summary>
public class DescriptionTests(UsualFront shared) : IClassFixture<UsualFront>
{
    private readonly RunningFront _front = shared.Front;

    [Fact]
    public async Task Every_route_is_described_with_a_summary_and_its_answers()
    {
        using var response = await _front.Http.GetAsync("/openapi/v1.json");
        var paths = (await RunningFront.Read(response)).GetProperty("paths");
        var described = paths.EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(method => (Name: $"{method.Name.ToUpperInvariant()} {path.Name}", method.Value))).ToDictionary(d => d.Name, d => d.Value);

        var mapped = from endpoint in _front.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                     let route = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":guid", "", StringComparison.Ordinal)
                     where route.StartsWith("/api", StringComparison.Ordinal) || route.StartsWith("/health", StringComparison.Ordinal) || route.StartsWith("/ws", StringComparison.Ordinal) || route == "/metrics"
                     from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                     select $"{method} {route}";
        described.Keys.Should().BeEquivalentTo(mapped);
        foreach (var (name, operation) in described)
        {
            operation.GetProperty("summary").GetString().Should().NotBeNullOrEmpty(name);
            var answers = operation.GetProperty("responses").EnumerateObject().ToArray();
            answers.Should().Contain(a => a.Name[0] == '2' || a.Name == "101", "{0} must say what it answers", name);
            if (name.Contains("/api/", StringComparison.Ordinal)) answers.Should().Contain(a => a.Name[0] == '4', "{0} must say how it refuses", name);
        }
    }

    [Fact]
    public async Task Words_of_enums_are_described_as_they_are_sent()
    {
        using var response = await _front.Http.GetAsync("/openapi/v1.json");
        var schemas = (await RunningFront.Read(response)).GetProperty("components").GetProperty("schemas");
        schemas.ToString().Should().Contain("\"visitor\"").And.Contain("\"waiting\"");
    }

    [Fact]
    public async Task The_page_to_try_it_is_there()
    {
        using var response = await _front.Http.GetAsync("/swagger/index.html");
        response.IsSuccessStatusCode.Should().BeTrue();
        response.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("'unsafe-inline'");
    }

    [Fact]
    public async Task The_server_is_ready_and_alive()
    {
        foreach (var path in new[] { "/health/live", "/health/ready" })
        {
            using var response = await _front.Http.GetAsync(path);
            response.IsSuccessStatusCode.Should().BeTrue(path);
        }
    }
}
