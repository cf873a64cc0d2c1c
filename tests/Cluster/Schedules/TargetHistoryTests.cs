using System.Globalization;
using LiveChat.Cluster.Queues;
using LiveChat.Desks;
using LiveChat.Queues;
using LiveChat.Schedules;
using LiveChat.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace LiveChat.Cluster.Schedules;

/// <summary>
/// Random histories of what a desk promises, with real sessions, queue and reminders under a virtual clock: people ask, are
/// taken, answered, passed on, closed; hours and targets change, the clock moves by seconds and by days, across both changes
/// of summer time; activations end, and the process is killed and stays dead for a while. The model says what is owed:
/// each warning comes, once, and none for what was kept; each broken promise is recorded, once, however late somebody looks.
/// <c>TARGET_HISTORIES</c> sets how many, <c>TARGET_SEED</c> repeats a run.
/// </summary>
public sealed class TargetHistoryTests(ITestOutputHelper output)
{
    private const int StepsOfHistory = 40;
    private const int LooksUntilSettled = 40;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Each_promise_that_is_owed_warns_and_breaks_once_through_any_history()
    {
        var histories = Number("TARGET_HISTORIES") ?? 8;
        var seed = Number("TARGET_SEED") ?? Random.Shared.Next();
        for (var history = 0; history < histories; history++, seed++)
        {
            output.WriteLine($"TARGET_SEED={seed}");
            await using var life = await Life.Begin(seed);
            for (var step = 0; step < StepsOfHistory; step++) await life.Step();
            life.EachWarningCameOnce();
        }
    }

    private static int? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>One history of the desk m1.</summary>
    private sealed class Life : IAsyncDisposable
    {
        private static readonly Caller[] Agents = [People.Agent, People.Colleague];
        private static readonly Caller[] Customers = [People.Visitor, People.OtherVisitor, People.Buyer];
        private static readonly WeeklySpan[] Days = [.. Enum.GetValues<DayOfWeek>().Select(day => new WeeklySpan(day, 8 * 60, 18 * 60))];

        private static readonly DeskSchedule[] Schedules =
        [
            DeskSchedule.Always("m1") with { Targets = new(60, 600, 50) },
            DeskSchedule.Always("m1") with { Targets = new(300, 3600, 50), Zone = "America/New_York", Hours = Days },
            DeskSchedule.Always("m1") with { Targets = new(1800, null, 80), Zone = "Europe/Berlin", Hours = Days, Exceptions = [new(new DateOnly(2026, 3, 3), [], null), new(new DateOnly(2026, 3, 30), [new(600, 660)], null)] },
            DeskSchedule.Always("m1") with { Targets = new(null, 1200, 75) },
            DeskSchedule.Always("m1"),
        ];

        private readonly Random _random;
        private readonly string _seed;
        private readonly KeptReminders _reminders = new();
        private readonly List<Guid> _sessions = [];
        private readonly List<string> _steps = [];
        private readonly HashSet<TargetMiss> _misses = [];
        private readonly List<(long Revision, int Chapter, HashSet<PromiseModel.Owed> Owed)> _owed = [];
        private readonly List<EventTape<DeskEvent>> _tapes = [];
        private DeskFixture _desk = null!;
        private PromiseModel _model = null!;
        private PromiseModel.Owed[] _before = [];
        private SessionHeader[] _atDesk = [];
        private int _chapter;

        private Life(int seed) => (_random, _seed) = (new Random(seed), $"TARGET_SEED={seed}");

        private DateTimeOffset Now => _desk.Chat.Time.GetUtcNow();

        private string Because => $"{_seed}: {string.Join(", ", _steps)}".Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal);

        public static async Task<Life> Begin(int seed)
        {
            var life = new Life(seed);
            var tickets = new ScriptedTickets();
            life._desk = await DeskFixture.Start(options => options.SweepEvery = Look, silo =>
            {
                tickets.Install(silo);
                silo.Services.AddSingleton<IReminderTable>(life._reminders);
            }, Agents);
            life._model = new(life._desk.Chat.Log);
            await life.Listen();
            await life.ComeOnline();
            await life.Reschedule(0);
            return life;
        }

        public async Task Step()
        {
            _atDesk = _model.AtDesk();
            var (kind, session) = (_random.Next(100), _sessions.Count == 0 ? Guid.Empty : _sessions[^(1 + _random.Next(Math.Min(6, _sessions.Count)))]);
            var step = kind switch
            {
                < 20 => Ask(),
                < 34 => With(session, "take", chat => chat.Accept(Agents[_random.Next(2)])),
                < 48 => With(session, "say", async chat => Assignee(session) is { } agent ? (await chat.Send(agent, new(Guid.CreateVersion7().ToString(), "Good morning"))).Refusal : null),
                < 53 => With(session, "close", chat => chat.Close(People.Admin, null)),
                < 57 => With(session, "close", async chat => Assignee(session) is { } agent ? await chat.Close(agent, null) : null),
                < 60 => With(session, "cancel", chat => chat.CancelRequest(_desk.Chat.Log.HeaderOf(session) is { } header ? Array.Find(Customers, who => who.UserId == header.CreatorId)! : People.Visitor)),
                < 64 => PassOn(session),
                < 69 => Reschedule(_random.Next(Schedules.Length)),
                < 90 => Wait(),
                < 92 => ComeOnline(),
                < 95 => Deactivate(),
                _ => Die(),
            };
            await step;
            await Check();
        }

        /// <summary>What the staff was told, in order: nothing that was not owed then, and nothing that comes and goes.</summary>
        public void EachWarningCameOnce()
        {
            var told = _tapes.SelectMany(tape => tape.All).OfType<QueueChanged>().Where(changed => changed.Late is not null).OrderBy(changed => changed.Revision);
            HashSet<(int Chapter, TargetWarning)> ever = [], shown = [];
            foreach (var changed in told)
            {
                var at = _owed.FindIndex(step => changed.Revision <= step.Revision);
                if (at < 0) continue; // told after the last step was checked
                var (_, chapter, owed) = _owed[at];
                var late = changed.Late!.Select(warning => (chapter, warning with { AgentId = null, CustomerName = null })).ToHashSet();
                foreach (var (_, warning) in late)
                    owed.Should().Contain(each => each.SessionId == warning.SessionId && each.Target == warning.Target && each.DueAt == warning.DueAt && (each.Missed || !warning.Missed), $"at revision {changed.Revision}; {Because}");
                foreach (var warning in late.Except(shown).Where(warning => !WaitedAnew(warning.Item2.SessionId)))
                    ever.Add(warning).Should().BeTrue($"{warning} came before; {Because}");
                shown = late;
            }
        }

        public ValueTask DisposeAsync() => _desk.DisposeAsync();

        private async Task Ask()
        {
            _steps.Add("ask");
            var customer = Customers[_random.Next(Customers.Length)];
            var id = await _desk.Chat.Create(customer, SessionKind.Support, "m1");
            if ((await _desk.Chat.Session(id).RequestHuman(customer, new(null, "the parcel is late"))).Refusal is null) _sessions.Add(id);
        }

        /// <summary>What people try; that some of it is refused is of no concern here.</summary>
        private async Task With<T>(Guid session, string what, Func<IChatSession, Task<T>> deed)
        {
            if (session == Guid.Empty) return;
            _steps.Add($"{what} {_sessions.IndexOf(session)}");
            await deed(_desk.Chat.Session(session));
        }

        private async Task PassOn(Guid session)
        {
            if (session == Guid.Empty || Assignee(session) is not { } agent) return;
            _steps.Add($"pass on {_sessions.IndexOf(session)}");
            await _desk.Chat.Session(session).Transfer(agent, new(null, Agents.Single(other => other != agent).UserId, null));
        }

        private async Task Reschedule(int which)
        {
            _steps.Add($"schedule {which}");
            var changed = await _desk.Chat.Client.GetGrain<ISchedule>("m1").Change(People.Admin, Schedules[which] with { Revision = _model.Schedule.Revision });
            changed.Refusal.Should().BeNull(Because);
            _model.Reschedule(changed.Value!);
            _chapter++;
        }

        private Task Wait()
        {
            var time = _random.Next(12) switch { 0 => TimeSpan.FromDays(_random.Next(1, 6)), 1 or 2 => TimeSpan.FromHours(_random.Next(1, 20)), < 7 => TimeSpan.FromMinutes(_random.Next(1, 20)), _ => TimeSpan.FromSeconds(_random.Next(1, 61)) };
            _steps.Add($"wait {time}");
            _desk.Pass(time);
            return Task.CompletedTask;
        }

        private Task Deactivate()
        {
            _steps.Add("deactivate");
            _desk.Pass(TimeSpan.FromSeconds(1));
            _chapter++;
            return _desk.Chat.Deactivate(_desk.Queue);
        }

        /// <summary>The process is killed; a reminder wakes the queue of the next one, early or late, or else its start does.</summary>
        private async Task Die()
        {
            _steps.Add("die");
            _desk.Pass(TimeSpan.FromSeconds(1));
            await _desk.Chat.KillAndRestart();
            _chapter++;
            await Listen();
            await Wait();
            if (_reminders.IsEmpty) await _desk.Snapshot();
        }

        private Task ComeOnline()
        {
            var agent = Agents[_random.Next(2)];
            _steps.Add($"{agent.UserId} online");
            return _desk.ComeOnline(agent);
        }

        private async Task Listen() => _tapes.Add(await _desk.Chat.Listen<DeskEvent>(StreamNames.Desk("m1")));

        private Caller? Assignee(Guid session) => _desk.Chat.Log.HeaderOf(session)?.AssigneeId is { } id ? Array.Find(Agents, agent => agent.UserId == id) : null;

        /// <summary>It left the line or its agent for a moment, and with it what it was owed.</summary>
        private bool WaitedAnew(Guid session) =>
            Array.Exists(_desk.Chat.Log.All(session), entry => entry.Event?.Name is SystemEventName.Requeued or SystemEventName.Transferred);

        private async Task Check()
        {
            using var patience = new CancellationTokenSource(ChatCluster.Patience);
            for (var looks = 1; ; looks++)
            {
                // A word that was lost with the process is made good by the sweep, once the session has had its time to store.
                if (looks % LooksUntilSettled == 0) _desk.Pass(new QueueOptions().SettleTime + TimeSpan.FromSeconds(1));
                // First what is recorded: nobody but the reminder has woken the queue yet.
                var recorded = _desk.Chat.Stores.Schedules.Misses;
                var owed = _model.At(Now, _model.AtDesk());
                var forgotten = owed.Where(each => each.Missed && !Array.Exists(recorded, miss => (miss.SessionId, miss.Target, miss.Since) == (each.SessionId, each.Target, each.Since))).ToArray();
                if (forgotten.Length == 0 && await _desk.Snapshot() is var desk && Same(desk.Late!, owed))
                {
                    foreach (var miss in recorded.Where(_misses.Add)) _model.Wrong(miss).Should().BeNull(Because);
                    _owed.Add((desk.Revision, _chapter, [.. _before, .. owed, .. _model.At(Now, _atDesk)]));
                    _before = owed;
                    return;
                }
                if (patience.IsCancellationRequested) throw new TimeoutException($"Forgotten: {string.Join("; ", forgotten.AsEnumerable())}. Owed: {string.Join("; ", owed.AsEnumerable())}. Shown: {string.Join("; ", (await _desk.Snapshot()).Late!.AsEnumerable())}. {Because}");
                await Task.Delay(Look, CancellationToken.None);
            }
        }

        private static bool Same(TargetWarning[] shown, PromiseModel.Owed[] owed) =>
            shown.Select(warning => (warning.SessionId, warning.Target, warning.DueAt, warning.Missed))
                .ToHashSet().SetEquals(owed.Select(each => (each.SessionId, each.Target, each.DueAt, each.Missed)));
    }
}
