using System.ClientModel;
using System.Net;
using System.Text.Json;
using LiveChat.Assistant;

namespace LiveChat.Silo.Ai.OpenAi;

/// <summary>What an HTTP client's exception means for an answer.</summary>
internal static class ModelFailure
{
    /// <summary>The failure, or null for an exception that is no failure of the model.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="begun">Whether the model had begun to answer.</param>
    public static AiFailureException? Of(Exception e, bool begun) => e switch
    {
        // The retry policy throws all its attempts' failures together.
        AggregateException { InnerExceptions: [.., var last] } => Of(last, begun),
        ClientResultException { Status: > 0 } refused => OfStatus((HttpStatusCode)refused.Status, e),
        OperationCanceledException or TimeoutException => new(AiFailure.Timeout, "The model's endpoint was silent for too long.", e),
        JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException =>
            new(AiFailure.Broken, "The model's endpoint sent what is no answer.", e),
        ClientResultException or HttpRequestException or IOException => begun
            ? new(AiFailure.Broken, "The connection to the model broke off.", e)
            : new(AiFailure.Unavailable, "The model's endpoint cannot be reached.", e),
        _ => null,
    };

    private static AiFailureException OfStatus(HttpStatusCode status, Exception e) => status switch
    {
        HttpStatusCode.TooManyRequests => new(AiFailure.RateLimited, "The model's endpoint asks for a pause (429).", e),
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => new(AiFailure.Timeout, $"The model's endpoint timed out ({(int)status}).", e),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new(AiFailure.Unavailable, $"The model's endpoint refuses the key ({(int)status}): see Ai:ApiKey.", e),
        HttpStatusCode.NotFound => new(AiFailure.Unavailable, "The model's endpoint knows no such model or path (404): see Ai:Endpoint and Ai:Model.", e),
        HttpStatusCode.OK => new(AiFailure.Broken, "The model's endpoint sent what is no answer.", e),
        _ => new(AiFailure.Unavailable, $"The model's endpoint failed ({(int)status}).", e),
    };
}
