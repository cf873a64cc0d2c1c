using LiveChat.Moods;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Reports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveChat.Silo.Moods;

/// <summary>
/// Tells sessions how their customers sound, once it is known: by a model where one is configured and has an opinion, else by
/// the lexicon, whose judgement stands in the database already. Nobody waits for it.
/// </summary>
internal sealed partial class MoodTeller(MoodNews news, ModelMoods model, MoodCounter moods, IGrainFactory grains, ILogger<MoodTeller> logger) : BackgroundService
{
    // A model takes its time, and others must not wait for all of it.
    private const int AskedAtOnce = 4;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        news.OfAll = model.Asks;
        return Parallel.ForEachAsync(
            news.Read(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = model.Asks ? AskedAtOnce : 1, CancellationToken = stoppingToken }, Tell);
    }

    private async ValueTask Tell(HeardMessage heard, CancellationToken token)
    {
        try
        {
            if (await Judge(heard, token) is not { } score) return;
            if (score != 0 || heard.Score != 0) await grains.GetGrain<ISessionControl>(heard.SessionId).Feel(new Mood(heard.Seq, score));
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            // Whatever keeps the session or the database away: a mood stands in the database, and the next is told anew.
            LogUntold(e, heard.SessionId);
        }
    }

    /// <summary>How it sounds; null when it was taken back meanwhile.</summary>
    private async Task<int?> Judge(HeardMessage heard, CancellationToken token)
    {
        if (await model.Judge(heard.Text, token) is not { } score || score == heard.Score) return heard.Score;
        return await moods.Correct(heard.SessionId, new Mood(heard.Seq, score), heard.Score, heard.SaidAt, token) ? score : null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId} could not be told a mood")]
    private partial void LogUntold(Exception e, Guid sessionId);
}
