using System.Text.Json;

namespace LiveChat.Chaos.Clients;

// The outbox: a line is kept, and tried again under its id, until it is acknowledged or refused for good.
internal sealed partial class Person
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(150);
    private readonly Dictionary<Guid, int> _said = [];

    /// <summary>Uploads a file, and says something with it.</summary>
    public async Task<Line> SayWithFile(Guid sessionId, string words, CancellationToken giveUp)
    {
        Guid file = default;
        await Until(async () => file = await Signed(token => api.Upload(token, sessionId, $"a file of {name}")), giveUp);
        return await Say(sessionId, words, giveUp, file);
    }

    /// <summary>Says something; done when it is acknowledged, or refused for good. One line at a time in each session.</summary>
    public async Task<Line> Say(Guid sessionId, string words, CancellationToken giveUp, params Guid[] files)
    {
        int number;
        lock (_said) number = _said[sessionId] = _said.GetValueOrDefault(sessionId) + 1;
        var line = new Line(sessionId, UserId, number, $"{name} {number}: {words}") { Files = files };
        ledger.Add(line);
        await Until(async () =>
        {
            line.Tries++;
            try
            {
                line.Receipts.Enqueue(await Send(line));
            }
            catch (Refused refused) when (!refused.Passes)
            {
                line.RefusedFor = refused.Message;
            }
        }, giveUp);
        return line;
    }

    /// <summary>Does something until it succeeds; what does not pass is thrown.</summary>
    public async Task Until(Func<Task> deed, CancellationToken giveUp)
    {
        while (true)
        {
            giveUp.ThrowIfCancellationRequested();
            try
            {
                await deed();
                return;
            }
            catch (Exception e) when (Refused.IsPassing(e))
            {
                await Task.Delay(RetryPause, giveUp);
            }
        }
    }

    // A repeat may come by the other channel: it is one id all the same.
    private async Task<Receipt> Send(Line line)
    {
        var message = new { sessionId = line.SessionId, clientMessageId = line.ClientId, content = line.Content, attachments = line.Files };
        var receipt = line.Tries % 3 == 0 ? await Signed(token => api.Post("/api/chat/message", token, message)) : await Invoke("Send", message);
        return receipt.Deserialize<Receipt>(JsonSerializerOptions.Web)!;
    }
}
