namespace LiveChat.WebFront.Safety;

/// <summary>The outermost ring of REST: exceptions and bare statuses leave it as problem details.</summary>
internal sealed class Boundary(RequestDelegate next, Faults faults)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; there is nobody to answer.
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            // Whatever it was, the caller gets one of the protocol's codes.
            http.Response.Clear();
            await Problems.Write(http, faults.Refuse(e, http.GetEndpoint()?.DisplayName ?? "A request"));
            return;
        }
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null } response
            && Problems.OfStatus(response.StatusCode) is { } refusal)
            await Problems.Write(http, refusal, response.StatusCode);
    }
}
