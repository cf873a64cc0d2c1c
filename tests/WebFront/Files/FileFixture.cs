using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using LiveChat.WebFront.Tests.Fronts;

namespace LiveChat.WebFront.Tests.Files;

/// <summary>Uploading in tests.</summary>
internal static class Uploading
{
    /// <summary>Sends a form; whatever is answered.</summary>
    public static Task<HttpResponseMessage> Upload(this Person person, Guid sessionId, byte[] bytes, string name = "a.bin", string? claimedType = null, byte[]? thumbnail = null, double? seconds = null)
    {
        var form = new MultipartFormDataContent { { new StringContent(sessionId.ToString()), "sessionId" } };
        if (seconds is { } length) form.Add(new StringContent(length.ToString(CultureInfo.InvariantCulture)), "seconds");
        form.Add(Part(bytes, claimedType), "file", name);
        if (thumbnail is not null) form.Add(Part(thumbnail, "image/jpeg"), "thumbnail", "thumbnail");
        return person.Send(HttpMethod.Post, "/api/files", form);
    }

    /// <summary>Sends a form that must be taken.</summary>
    public static async Task<JsonElement> Uploaded(this Person person, Guid sessionId, byte[] bytes, string name = "a.bin", string? claimedType = null, byte[]? thumbnail = null, double? seconds = null)
    {
        using var response = await person.Upload(sessionId, bytes, name, claimedType, thumbnail, seconds);
        var answer = await RunningFront.Read(response);
        ((int)response.StatusCode).Should().Be(201, "{0}", answer);
        return answer;
    }

    /// <summary>Sends a form that must be refused.</summary>
    public static async Task Refused(this Task<HttpResponseMessage> asked, int status, string code)
    {
        using var response = await asked;
        var answer = await RunningFront.Read(response);
        ((int)response.StatusCode).Should().Be(status, "{0}", answer);
        answer.GetProperty("code").GetString().Should().Be(code, "{0}", answer);
    }

    /// <summary>Says something with files.</summary>
    public static Task<HttpResponseMessage> Attach(this Person person, Guid sessionId, string content, params JsonElement[] files) =>
        person.Send(HttpMethod.Post, "/api/chat/message", new { sessionId, clientMessageId = Guid.CreateVersion7().ToString(), content, attachments = files.Select(file => file.GetProperty("fileId").GetString()) });

    private static ByteArrayContent Part(byte[] bytes, string? claimedType)
    {
        var part = new ByteArrayContent(bytes);
        if (claimedType is not null) part.Headers.ContentType = MediaTypeHeaderValue.Parse(claimedType);
        return part;
    }
}
