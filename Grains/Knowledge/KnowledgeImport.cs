using System.Globalization;
using LiveChat.Audit;
using LiveChat.Knowledge.Importing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveChat.Knowledge;

/// <inheritdoc cref="IKnowledgeImport"/>
/// <remarks>The writing runs beside the grain's calls, on its scheduler, in steps that each end with a commit.</remarks>
public sealed partial class KnowledgeImport(
    IArticleStore store, IImportStore imports, IAuditLog audit, TimeProvider clock, IOptions<KnowledgeOptions> options, ILogger<KnowledgeImport> logger) : Grain, IKnowledgeImport
{
    private const int Together = 50;
    private const int MostAttempts = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan KnownFor = TimeSpan.FromHours(1);
    private static readonly Refusal NoSuchImport = new(RefusalCode.NotFound, "There is no such import, or it ended long ago. A file may be imported again: what stands already stays.");
    private static readonly Refusal Away = new(RefusalCode.StoreUnavailable, "The database is away; try again in a few seconds.");

    private readonly CancellationTokenSource _stop = new();
    private ImportProgress? _progress;
    private string? _ownerId;
    private Task _running = Task.CompletedTask;
    private ImportState _whenEnded = ImportState.Interrupted;

    /// <inheritdoc/>
    public async Task<Outcome<ImportProgress>> Begin(Caller caller, ImportFile file)
    {
        if (KnowledgeRules.Refuse(caller) is { } notStaff) return notStaff;
        if (_progress is not null) return await Progress(caller);
        var read = ImportReader.Read(file, options.Value);
        if (read.Value is not { } rows) return read.Refusal!;
        var bad = Array.FindAll(rows, row => row.Draft is null);
        var begun = new ImportProgress(this.GetPrimaryKey(), file.Name, ImportState.Running, rows.Length, 0, 0, 0, bad.Length,
            [.. bad.Take(ImportProgress.MostBadLines).Select(row => new BadLine(row.Line, row.Fault!))]);
        try
        {
            await audit.Append(Audited.Deed(clock, caller, AuditAction.ArticlesImported, this.GetPrimaryKey().ToString(),
                ("file", file.Name), ("articles", rows.Length.ToString(CultureInfo.InvariantCulture))), CancellationToken.None);
            await imports.Save(new(caller.UserId, clock.GetUtcNow(), begun), CancellationToken.None);
        }
        catch (StoreUnavailableException e)
        {
            LogAway(e);
            return Away;
        }

        (_ownerId, _progress) = (caller.UserId, begun);
        DelayDeactivation(KnownFor);
        _running = Run(caller, Array.FindAll(rows, row => row.Draft is not null));
        return _progress;
    }

    /// <inheritdoc/>
    public async Task<Outcome<ImportProgress>> Progress(Caller caller)
    {
        if (!caller.IsStaff) return NoSuchImport;
        try
        {
            var (owner, progress) = _progress is null ? await Earlier() : (_ownerId, _progress);
            return progress is not null && (caller.UserId == owner || caller.Role is UserRole.Admin) ? progress : NoSuchImport;
        }
        catch (StoreUnavailableException e)
        {
            LogAway(e);
            return Away;
        }
    }

    /// <inheritdoc/>
    public async Task<Outcome<ImportProgress>> Stop(Caller caller)
    {
        if ((await Progress(caller)).Refusal is { } refusal) return refusal;
        _whenEnded = ImportState.Stopped;
        await _stop.CancelAsync();
        await _running;
        return await Progress(caller);
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>What an earlier process has left. An import is run by one activation only: if it is not this one, nobody goes on with it.</summary>
    private async Task<(string? Owner, ImportProgress? Progress)> Earlier()
    {
        var stored = await imports.Find(this.GetPrimaryKey(), CancellationToken.None);
        return stored?.Progress is { State: ImportState.Running } running ? (stored.OwnerId, running with { State = ImportState.Interrupted }) : (stored?.OwnerId, stored?.Progress);
    }

    private async Task Run(Caller caller, ImportRow[] rows)
    {
        // The caller has its answer before the first step.
        await Task.Yield();
        var state = ImportState.Done;
        try
        {
            foreach (var some in rows.Chunk(Together))
            {
                _stop.Token.ThrowIfCancellationRequested();
                await UntilDone(() => Write(caller, some));
                await UntilDone(Keep);
                DelayDeactivation(KnownFor);
            }
        }
        catch (OperationCanceledException)
        {
            state = _whenEnded;
        }
        catch (Exception e)
        {
            // Whatever it is, the one who waits for the import's end must hear of it.
            LogFailed(e, this.GetPrimaryKey());
            state = ImportState.Failed;
        }
        _progress = _progress! with { State = state };
        await KeepEnd();
    }

    private Task Keep() => imports.Save(new(_ownerId!, clock.GetUtcNow(), _progress!), CancellationToken.None);

    private async Task KeepEnd()
    {
        try
        {
            await Keep();
        }
        catch (Exception e)
        {
            // As long as this process lives it knows; after it, the import will be said to have been interrupted.
            LogNotKept(e, this.GetPrimaryKey());
        }
    }

    private async Task UntilDone(Func<Task> step)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await step();
                return;
            }
            catch (StoreUnavailableException e) when (attempt < MostAttempts)
            {
                LogAway(e);
                await Task.Delay(Pause, clock, _stop.Token);
            }
        }
    }

    // What stood in doubt is read anew, and then found unchanged.
    private async Task Write(Caller caller, ImportRow[] rows)
    {
        var now = clock.GetUtcNow();
        now = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        Article[] fresh = [.. rows.Select(row => KnowledgeRules.Begin(Guid.CreateVersion7(now), row.Draft!, caller, now))];
        // The one written last stands for its title, where several have it.
        var standing = (await store.Titled([.. fresh.Select(article => (article.Language, article.Title))], _stop.Token))
            .GroupBy(article => (article.Language, article.Title)).ToDictionary(same => same.Key, same => same.MaxBy(article => article.UpdatedAt)!);
        var (added, changed, unchanged) = (0, 0, 0);
        List<Article> wanted = [];
        foreach (var article in fresh)
        {
            var stands = standing.GetValueOrDefault((article.Language, article.Title));
            if (stands is not null && KnowledgeRules.SaysTheSame(article, stands)) unchanged++;
            else if (stands is null) added++;
            else changed++;
            if (stands is null) wanted.Add(article);
            else if (!KnowledgeRules.SaysTheSame(article, stands)) wanted.Add(article with { ArticleId = stands.ArticleId, Version = stands.Version + 1, CreatedAt = stands.CreatedAt });
        }

        if (wanted.Count == 0 || await store.Save([.. wanted], deed: null, answers: null, CancellationToken.None))
            _progress = _progress! with { Added = _progress.Added + added, Changed = _progress.Changed + changed, Unchanged = _progress.Unchanged + unchanged };
        // Somebody writes one of them this moment: each by itself, so that one does not hold up the others.
        else if (rows.Length > 1) foreach (var row in rows) await Write(caller, [row]);
        else Refuse(rows[0]);
    }

    private void Refuse(ImportRow row)
    {
        BadLine[] lines = [.. _progress!.BadLines, new(row.Line, "Somebody else has written this article at the same moment. Import the file again.")];
        _progress = _progress with { Bad = _progress.Bad + 1, BadLines = [.. lines.OrderBy(line => line.Line).Take(ImportProgress.MostBadLines)] };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is away; the import waits")]
    private partial void LogAway(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The end of import {ImportId} could not be written down")]
    private partial void LogNotKept(Exception e, Guid importId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {ImportId} has failed; what it wrote stays")]
    private partial void LogFailed(Exception e, Guid importId);
}
