using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace LiveChat.WebFront.Auth;

/// <summary>A token that came in a socket's address.</summary>
internal sealed record AddressToken(string Value);

/// <summary>
/// Takes <c>access_token</c> out of each request's address before anything else sees the request, so that no log,
/// trace or error page can hold it. It is kept as a feature for the addresses of sockets; elsewhere it is dropped.
/// </summary>
internal sealed class AddressTokens(IServer inner) : IServer
{
    private const string Parameter = "access_token";

    public IFeatureCollection Features => inner.Features;

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull => inner.StartAsync(new Application<TContext>(application), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => inner.StopAsync(cancellationToken);

    public void Dispose() => inner.Dispose();

    /// <summary>Puts itself before the server that is registered.</summary>
    public static void Register(IServiceCollection services)
    {
        var server = services.Last(service => service.ServiceType == typeof(IServer));
        services.Remove(server);
        services.AddSingleton<IServer>(provider => new AddressTokens(
            (IServer)ActivatorUtilities.CreateInstance(provider, server.ImplementationType
                ?? throw new InvalidOperationException("The server is not registered by its type."))));
    }

    private static void Strip(IFeatureCollection features)
    {
        if (features.Get<IHttpRequestFeature>() is not { QueryString: { Length: > 0 } query } request) return;
        if (!query.Contains(Parameter, StringComparison.OrdinalIgnoreCase) && !query.Contains('%')) return;

        var kept = new List<KeyValuePair<string, string?>>();
        string? token = null;
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var name = pair.DecodeName().ToString();
            if (name.Equals(Parameter, StringComparison.OrdinalIgnoreCase)) token = pair.DecodeValue().ToString();
            else kept.Add(new(name, pair.DecodeValue().ToString()));
        }
        if (token is null) return;
        request.QueryString = QueryString.Create(kept).Value ?? "";
        request.RawTarget = request.RawTarget.Split('?', 2)[0] + request.QueryString;
        if (IsSocket(request.Path)) features.Set(new AddressToken(token));
    }

    private static bool IsSocket(string path) =>
        path.StartsWith("/hubs/", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/ws/", StringComparison.OrdinalIgnoreCase);

    private sealed class Application<TContext>(IHttpApplication<TContext> inner) : IHttpApplication<TContext>
        where TContext : notnull
    {
        public TContext CreateContext(IFeatureCollection contextFeatures)
        {
            Strip(contextFeatures);
            return inner.CreateContext(contextFeatures);
        }

        public Task ProcessRequestAsync(TContext context) => inner.ProcessRequestAsync(context);

        public void DisposeContext(TContext context, Exception? exception) => inner.DisposeContext(context, exception);
    }
}
