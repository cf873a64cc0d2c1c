using LiveChat.Accounts;
using LiveChat.Desks;
using LiveChat.Knowledge;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Silo.Demo;

/// <summary>
/// Writes the demo's data once, before grains start, where <c>Demo:Enabled</c> says so (in development by default). Broken
/// off, it begins anew at the next start; what was changed or removed later stays so.
/// </summary>
internal sealed class DemoStart(
    IUserStore users,
    IDeskStore desks,
    IArticleStore articles,
    IConfiguration configuration,
    IHostEnvironment environment,
    TimeProvider clock) : IHostedLifecycleService
{
    private const int SeatCapacity = 4;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!configuration.GetValue("Demo:Enabled", environment.IsDevelopment())) return;
        if ((await desks.All(cancellationToken)).Any(desk => desk.DeskId == DemoData.LastDesk.DeskId)) return;
        var now = clock.GetUtcNow();
        foreach (var user in DemoData.Users) await users.Add(user, user.UserId, DemoData.PasswordHash, now, cancellationToken);
        // False: a start that was broken off has written them.
        await articles.Save(DemoData.Articles(now), deed: null, answers: null, cancellationToken);
        foreach (var desk in DemoData.Desks) await Save(desk, cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Save(Desk desk, CancellationToken token)
    {
        await desks.Save(desk, token);
        foreach (var agent in DemoData.Users.Where(user => user.Desks.Contains(desk.DeskId, StringComparer.Ordinal)))
        {
            await desks.SaveSeat(new DeskSeat(desk.DeskId, agent.UserId, agent.Name, SeatCapacity), token);
        }
    }
}

/// <summary>Registers the demo's data.</summary>
public static class DemoRegistration
{
    /// <summary>Adds it; storage must have been added before.</summary>
    public static IServiceCollection AddDemoData(this IServiceCollection services) => services.AddHostedService<DemoStart>();
}
