using System.Diagnostics;
using System.Globalization;
using LiveChat.Chaos.Checks;
using LiveChat.Chaos.Clients;
using LiveChat.Chaos.Plan;
using LiveChat.Chaos.World;

namespace LiveChat.Chaos;

/// <summary>Rounds on one database. After some of them everything begins anew, so that logs stay short.</summary>
internal sealed class ChaosRun
{
    private const int RoundsPerWorld = 20;
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BackPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(120);

    private readonly string _database;
    private readonly bool _onPostgres;
    private readonly Action<string> _tell;
    private readonly string _logs;
    private readonly List<TimeSpan> _backs = [];
    private (int Lines, int Acknowledged, int Repeated) _said;

    public ChaosRun(string database, bool onPostgres, Action<string> tell)
    {
        (_database, _onPostgres) = (database, onPostgres);
        _logs = Path.Combine(ChaosSettings.Logs, string.Create(CultureInfo.InvariantCulture, $"{database}-{ChaosSettings.Seed}"));
        Directory.CreateDirectory(_logs);
        _tell = line =>
        {
            tell(line);
            File.AppendAllText(Path.Combine(_logs, "rounds.txt"), line + "\n");
        };
    }

    public async Task Run()
    {
        var last = ChaosSettings.From + ChaosSettings.Rounds - 1;
        _tell($"{ChaosSettings.Rounds} rounds on {_database}, LIVECHAT_SEED={ChaosSettings.Seed}; logs and progress in {_logs}");
        for (var first = ChaosSettings.From; first <= last; first += RoundsPerWorld) await InOneWorld(first, Math.Min(last, first + RoundsPerWorld - 1));
        _tell($"{_said.Lines} lines, {_said.Acknowledged} acknowledged, {_said.Repeated} of them said more than once: 0 lost, 0 doubled, 0 out of order");
        if (_backs.Count > 0) _tell(string.Create(CultureInfo.InvariantCulture, $"{_backs.Count} times somebody was back after the server was ready: p50 {Percentile(50).TotalSeconds:F2} s, p99 {Percentile(99).TotalSeconds:F2} s, at most {_backs.Max().TotalSeconds:F2} s"));
        if (ChaosSettings.ByHand && _backs.Count > 0) Percentile(99).Should().BeLessThan(BackWithin, "clients are to be back soon");
        if (!ChaosSettings.ByHand) Directory.Delete(_logs, recursive: true);
    }

    private async Task InOneWorld(int first, int last)
    {
        var log = Path.Combine(_logs, string.Create(CultureInfo.InvariantCulture, $"server-{first}.log"));
        await using var world = await Surroundings.Start(_onPostgres, log);
        var (kinds, unable) = Surroundings.Kinds(_onPostgres, world.Disk);
        foreach (var why in unable) _tell(why);
        await using var crowd = await Crowd.Gather(world, string.Create(CultureInfo.InvariantCulture, $"w{first}"), new Random(ChaosSettings.Seed + first));
        for (var round = first; round <= last; round++)
        {
            var plan = ChaosSettings.ByHand
                ? RoundPlan.ByChance(ChaosSettings.Seed, round, kinds)
                : RoundPlan.OfTour(ChaosSettings.Seed, round, ChaosSettings.Rounds, kinds);
            try
            {
                await Round(world, crowd, plan, isLast: round == last);
            }
            catch (Exception broken)
            {
                // Whatever it is: who reads it must be able to see the same again.
                _tell($"round {round} FAILED: {broken.Message}");
                throw new InvalidOperationException(
                    $"{broken.Message}\n{_database}, round {round} of LIVECHAT_SEED={ChaosSettings.Seed} (LIVECHAT_CHAOS_FROM={first}): {plan}\nThe server's log is {log}", broken);
            }
        }

        var said = crowd.Ledger.Count();
        _said = (_said.Lines + said.Lines, _said.Acknowledged + said.Acknowledged, _said.Repeated + said.Repeated);
    }

    private async Task Round(Surroundings world, Crowd crowd, RoundPlan plan, bool isLast)
    {
        var began = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource();
        using var stopAgents = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        var before = _backs.Count;
        var doings = await crowd.Begin(string.Create(CultureInfo.InvariantCulture, $"r{plan.Round}"), new Random(plan.Seed), stop.Token, stopAgents.Token, giveUp.Token);
        var faults = new Faults(world, plan.Seed, ready => Measure(world, crowd, ready));
        try
        {
            await Task.WhenAll(Task.Delay(plan.Load), faults.Happen(plan));
            await world.Heal();
            await world.Server.Ready();
            await stop.CancelAsync();
            giveUp.CancelAfter(SettlePatience);
            await Settle(doings.Where(doing => !crowd.Agents.Exists(agent => agent.Person.Name == doing.Who)));
            await crowd.Close(giveUp.Token);
            await stopAgents.CancelAsync();
            await Settle(doings);
        }
        finally
        {
            await giveUp.CancelAsync();
            await Task.WhenAll(doings.Select(doing => doing.Doing)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        using var check = new RoundCheck(world, crowd);
        await check.Run();
        if (isLast || !ChaosSettings.ByHand || plan.Round % 5 == 0) await check.Verify();
        _tell(string.Create(CultureInfo.InvariantCulture,
            $"round {plan.Round} passed in {Stopwatch.GetElapsedTime(began).TotalSeconds:F1} s ({plan}); {crowd.Ledger.Count().Acknowledged} lines so far{(_backs.Count > before ? $", back after at most {_backs.Skip(before).Max().TotalSeconds:F2} s" : "")}; refusals {string.Join(", ", crowd.Ledger.Refusals.Select(each => $"{each.Key} {each.Value}"))}"));
    }

    // While the way itself is bad, how long it takes says nothing of the server.
    private async Task Measure(Surroundings world, Crowd crowd, long ready)
    {
        if (world.Door.Weather.IsBad) return;
        var backs = await Task.WhenAll(crowd.Customers.Where(person => person.Views.Count > 0).Select(person => person.BackSince(ready, BackPatience)));
        if (!world.Door.Weather.IsBad) _backs.AddRange(backs);
    }

    private static async Task Settle(IEnumerable<(string Who, Task Doing)> doings)
    {
        foreach (var (who, doing) in doings)
        {
            try
            {
                await doing;
            }
            catch (OperationCanceledException)
            {
                throw new Violation($"{who} was not done {SettlePatience.TotalSeconds:F0} s after everything was well again");
            }
        }
    }

    private TimeSpan Percentile(int percent) => _backs.Order().ElementAt((_backs.Count - 1) * percent / 100);
}
