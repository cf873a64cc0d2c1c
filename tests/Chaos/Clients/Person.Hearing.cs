using System.Text.Json;

namespace LiveChat.Chaos.Clients;

// What the server tells of itself.
internal sealed partial class Person
{
    private static readonly TimeSpan GapPause = TimeSpan.FromMilliseconds(100);

    private void Hear(ReadOnlySpan<byte> record)
    {
        try
        {
            var reader = new Utf8JsonReader(record);
            using var document = JsonDocument.ParseValue(ref reader);
            var root = document.RootElement;
            if (!root.TryGetProperty("arguments", out var arguments)) return;
            var happened = arguments[0];
            var type = happened.GetProperty("type").GetString()!;
            Take(type, happened);
            OnEvent?.Invoke(type, happened);
        }
        catch (Exception e)
        {
            // What this reader throws would end the connection and be lost: the round must hear of it.
            Complaints.Enqueue($"{name}: {e.Message}");
        }
    }

    private void Take(string type, JsonElement happened)
    {
        switch (type)
        {
            case "message":
                var message = happened.GetProperty("message");
                var sessionId = message.GetProperty("sessionId").GetGuid();
                if (!_views.TryGetValue(sessionId, out var view)) return;
                view.Take(Entry.From(message));
                if (view.HasGap) _ = Quietly(() => Fill(sessionId, view));
                break;
            case "recalled" or "reaction":
                if (_views.TryGetValue(happened.GetProperty("sessionId").GetGuid(), out var concerned)) concerned.Take(type, happened);
                break;
            case "left":
                Shut(happened.GetProperty("sessionId").GetGuid());
                break;
            default:
                break; // presence, places and the like are not part of the log
        }
    }

    /// <summary>Asks for what is missing until nothing is; one asks at a time.</summary>
    private async Task Fill(Guid sessionId, View view)
    {
        while (view.HasGap && _views.ContainsKey(sessionId) && !_end.IsCancellationRequested)
        {
            if (!_asking.TryAdd(sessionId, true)) return;
            try
            {
                foreach (var entry in await Signed(token => api.Log(token, sessionId, view.Last))) view.Take(entry);
            }
            catch (Refused gone) when (gone.Code is "NOT_FOUND" or "FORBIDDEN")
            {
                Shut(sessionId);
            }
            catch (Exception e) when (Refused.IsPassing(e))
            {
                await Task.Delay(GapPause);
            }
            finally
            {
                _asking.TryRemove(sessionId, out _);
            }
        }
    }

    private async Task Quietly(Func<Task> deed)
    {
        try
        {
            await deed();
        }
        catch (Exception e) when (Refused.IsPassing(e) || e is Refused)
        {
            // The connection went, or the server has something against it: it is done again with the next one.
        }
        catch (Exception e)
        {
            // Nobody waits for this one: the round must hear of whatever else it is.
            Complaints.Enqueue($"{name}: {e}");
        }
    }
}
