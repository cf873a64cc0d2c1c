using System.Text.Encodings.Web;
using System.Text.Json;
using LiveChat.Accounts;
using LiveChat.Sessions;
using LiveChat.Tickets;
using LiveChat.WebFront.Wire;

namespace LiveChat.WebFront.Exports;

/// <summary><c>{exportedAt, user?, sessions: [{session, messages: […]}], tickets?: […]}</c>, all as it is on the wire.</summary>
internal sealed class JsonExport(Stream to) : ExportWriter
{
    // It is a file, no part of a page: Chinese and quotation marks stay as they are.
    private readonly Utf8JsonWriter _json = new(to, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public override void Begin(User? user, DateTimeOffset now)
    {
        _json.WriteStartObject();
        _json.WriteString("exportedAt", now);
        if (user is not null)
        {
            _json.WritePropertyName("user");
            JsonSerializer.Serialize(_json, WireUser.From(user), WireJson.Default.WireUser);
        }
        _json.WriteStartArray("sessions");
    }

    public override void BeginSession(SessionHeader session)
    {
        _json.WriteStartObject();
        _json.WritePropertyName("session");
        JsonSerializer.Serialize(_json, WireSession.From(session), WireJson.Default.WireSession);
        _json.WriteStartArray("messages");
    }

    public override void Add(SessionHeader session, Message message) => JsonSerializer.Serialize(_json, message, WireJson.Default.Message);

    public override void EndSession()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public override void BeginTickets()
    {
        _json.WriteEndArray();
        _json.WriteStartArray("tickets");
    }

    public override void Add(TicketView ticket) => JsonSerializer.Serialize(_json, WireTicketView.From(ticket), WireJson.Default.WireTicketView);

    public override void End()
    {
        _json.WriteEndArray();
        _json.WriteEndObject();
    }

    public override Task Flush(CancellationToken token) => _json.FlushAsync(token);

    public override ValueTask DisposeAsync() => _json.DisposeAsync();
}
