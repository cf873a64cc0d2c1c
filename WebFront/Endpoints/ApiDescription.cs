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
            foreach (var schema in document.Components.Schemas?.Values.OfType<OpenApiSchema>() ?? []) LeaveOutNulls(schema);
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

    /// <summary>What is null is left out on the wire: it is described as what may be missing, not as what may be null.</summary>
    private static void LeaveOutNulls(OpenApiSchema schema)
    {
        schema.Enum = schema.Enum?.Where(value => value is not null && !JsonNullSentinel.IsJsonNullSentinel(value)).ToList();
        foreach (var (name, property) in schema.Properties?.ToArray() ?? [])
        {
            if (WithoutNull(property) is not { } known) continue;
            schema.Properties![name] = known;
            schema.Required?.Remove(name);
        }
    }

    /// <summary>The property when it is not null; null when it never is.</summary>
    private static IOpenApiSchema? WithoutNull(IOpenApiSchema property)
    {
        if (property is not OpenApiSchema schema) return null;
        if (schema.Type is { } type && type.HasFlag(JsonSchemaType.Null) && type != JsonSchemaType.Null)
        {
            schema.Type = type & ~JsonSchemaType.Null;
            return schema;
        }
        return schema.OneOf is { Count: 2 } either && either.Any(IsNull) ? either.First(one => !IsNull(one)) : null;
    }

    private static bool IsNull(IOpenApiSchema schema) => schema.Type == JsonSchemaType.Null;
}
