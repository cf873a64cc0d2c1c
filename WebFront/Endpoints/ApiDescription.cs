using LiveChat.WebFront.Auth;
using Microsoft.OpenApi;

namespace LiveChat.WebFront.Endpoints;

/// <summary>The description of the API, made from the routes themselves.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "LiveChat";
            document.Info.Description = "Live chat and AI customer service. The hub and the plain WebSocket are described in docs/protocol.md.";
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
            {
                [TokenAuthentication.Scheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
            };
            document.Security = [new() { [new OpenApiSecuritySchemeReference(TokenAuthentication.Scheme, document)] = [] }];
            return Task.CompletedTask;
        }));

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        app.UseSwaggerUI(options =>
        {
            options.RoutePrefix = Routes.Swagger.TrimStart('/');
            options.DocumentTitle = "LiveChat API";
            options.SwaggerEndpoint(Routes.OpenApi, "LiveChat");
        });
    }
}
