namespace LiveChat.WebFront.Endpoints;

/// <summary>Addresses that more than one place names.</summary>
internal static class Routes
{
    public const string Api = "/api";
    public const string Hub = "/hubs/chat";
    public const string PlainSocket = "/ws/chat";
    public const string Swagger = "/swagger";
    public const string OpenApi = "/openapi/v1.json";
}
