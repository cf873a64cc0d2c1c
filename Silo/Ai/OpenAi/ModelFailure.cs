using System.ClientModel;
using System.Net;
using System.Text.Json;
using LiveChat.Assistant;

namespace LiveChat.Silo.Ai.OpenAi;

/// <summary>What an HTTP client's exception means for an answer.</summary>
internal static class ModelFailure
{
    /// <summary>The failure and what to tell an operator; null for an exception that is no failure of the model.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="begun">Whether the model had begun to answer.</param>
    public static (AiFailure Failure, string Message)? Of(Exception e, bool begun) => e switch
    {
        // The retry policy throws all its attempts' failures together.
        AggregateException { InnerExceptions: [.., var last] } => Of(last, begun),
        ClientResultException { Status: > 0 } refused => OfStatus((HttpStatusCode)refused.Status),
        OperationCanceledException or TimeoutException => (AiFailure.Timeout, "The model's endpoint was silent for too long."),
        JsonException or FormatException or InvalidOperationException or ArgumentException or KeyNotFoundException =>
            (AiFailure.Broken, "The model's endpoint sent what is no answer."),
        ClientResultException or HttpRequestException or IOException => begun
            ? (AiFailure.Broken, "The connection to the model broke off.")
            : (AiFailure.Unavailable, "The model's endpoint cannot be reached."),
        _ => null,
    };

    private static (AiFailure Failure, string Message) OfStatus(HttpStatusCode status) => status switch
    {
        HttpStatusCode.TooManyRequests => (AiFailure.RateLimited, "The model's endpoint asks for a pause (429)."),
        HttpStatusCode.RequestTimeout or HttpStatusCode.GatewayTimeout => (AiFailure.Timeout, $"The model's endpoint timed out ({(int)status})."),
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => (AiFailure.Unavailable, $"The model's endpoint refuses the key ({(int)status}): see Ai:ApiKey."),
        HttpStatusCode.NotFound => (AiFailure.Unavailable, "The model's endpoint knows no such model or path (404): see Ai:Endpoint and Ai:Model."),
        HttpStatusCode.OK => (AiFailure.Broken, "The model's endpoint sent what is no answer."),
        _ => (AiFailure.Unavailable, $"The model's endpoint failed ({(int)status})."),
    };
}
