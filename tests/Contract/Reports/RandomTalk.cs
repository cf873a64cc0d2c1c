using LiveChat.Assistant;
using LiveChat.Queues;
using LiveChat.Sessions;

namespace LiveChat.Contract.Reports;

/// <summary>A session that takes any course a session may take, made by the rules by which its grain writes.</summary>
internal sealed class RandomTalk
{
    private static readonly Caller[] Agents = [new("ann", "Ann", UserRole.Agent, ["m1"]), new("ben", "Ben", UserRole.Agent, ["m2"])];
    private static readonly string[] Desks = ["m1", "m2"];
    private static readonly string?[] Reasons = [null, null, null, "stopped", "timeout"];
    private static readonly string[] Said = ["words", "words", "Thank you, great!", "This is terrible, I am furious", "太差了", "谢谢，很好", "great, but too late and broken"];
    private static readonly Citation[] Articles = [new(Guid.CreateVersion7(), "Parcels"), new(Guid.CreateVersion7(), "Refunds"), new(Guid.CreateVersion7(), "=1+1")];

    private readonly IMessageLog _log;
    private readonly Random _random;
    private readonly Caller _customer;
    private SessionState _state;
    private DateTimeOffset _now;

    private RandomTalk(IMessageLog log, Random random, SessionHeader header)
    {
        (_log, _random, _state, _now) = (log, random, new(header, []), header.CreatedAt);
        _customer = new(header.CreatorId, "Customer", UserRole.Customer, []);
        FirstDesk = header.DeskId;
    }

    public Guid Id => _state.Header.SessionId;

    public SessionKind Kind => _state.Header.Kind;

    public string? FirstDesk { get; }

    /// <summary>The whole log.</summary>
    public List<Message> Entries { get; } = [];

    /// <summary>What a model said of messages, by their numbers.</summary>
    public Dictionary<long, int> Felt { get; } = [];

    public static async Task<RandomTalk> Create(IMessageLog log, Random random)
    {
        var kind = random.Next(10) switch { 0 => SessionKind.Group, 1 => SessionKind.Assistant, _ => SessionKind.Support };
        var begun = Chat.Start.AddMinutes(random.Next(5 * 24 * 60));
        var header = Chat.NewHeader("c" + random.Next(5)) with { Kind = kind, DeskId = kind is SessionKind.Support ? Desks[random.Next(2)] : null, CreatedAt = begun, UpdatedAt = begun };
        var talk = new RandomTalk(log, random, header);
        await log.Append(new() { Header = header, Created = true, Members = [new(header.CreatorId, "Customer", UserRole.Customer, 0)] }, default);
        return talk;
    }

    /// <summary>Goes one step on; nothing happens where nothing may.</summary>
    public async Task Step()
    {
        _now = _now.AddMilliseconds(_random.Next(1, _random.Next(3) == 0 ? 20_000_000 : 90_000));
        var draft = new LogDraft(_state, _now);
        if (!Draw(draft)) return;
        var append = draft.ToAppend();
        await _log.Append(append, default);
        if (append.Amended is { } amended) Entries[(int)amended.Seq - 1] = amended;
        Entries.AddRange(append.Entries);
        _state = _state.With(append) ?? _state with { Header = append.Header };
    }

    private bool Draw(LogDraft draft)
    {
        var header = _state.Header;
        if (header.Status is SessionStatus.Deleted) return false;
        var step = _random.Next(20);
        if (step == 19 && _random.Next(4) == 0) draft.Delete();
        else if (step == 18 && _random.Next(2) == 0 && Entries.FindLast(entry => entry is { Type: MessageType.User, Recalled: false }) is { } said) draft.Recall(said);
        else if (header.Kind is SessionKind.Group) draft.Say(_customer, Words());
        else if (header.Status is SessionStatus.Closed) draft.Rate(new(_random.Next(1, 6), null));
        else if (step < 8) draft.Say(_customer, Words());
        else if (step < 12 && header.Status is SessionStatus.Open) draft.EndReply(Reply(), 1000);
        else if (step < 14 && header.Status is SessionStatus.Open) draft.Wait(Desks[_random.Next(2)], "please");
        else if (step == 15 && header.Status is SessionStatus.Waiting && _random.Next(2) == 0) draft.CancelRequest();
        else if (step < 16 && header.Status is not SessionStatus.Assigned) draft.Assign(new(Id, "", "", "free", [], 0), Agents[_random.Next(2)]);
        else if (header.Status is not SessionStatus.Assigned) return false;
        else if (step < 16) draft.Say(Array.Find(Agents, agent => agent.UserId == header.AssigneeId)!, Words());
        else if (step == 16) draft.Transfer(Desks[_random.Next(2)], null, Array.Find(Agents, agent => agent.UserId == header.AssigneeId)!);
        else if (step == 17) draft.Requeue();
        else if (step == 18) draft.Close(_customer, null);
        else draft.Rate(new(_random.Next(1, 6), null));
        return true;
    }

    private OutgoingMessage Words() => new(Guid.CreateVersion7().ToString(), Said[_random.Next(Said.Length)]);

    private FinishedReply Reply() => new(
        Guid.CreateVersion7(), _random.Next(5) == 0 ? "" : "an answer", 3, [.. Articles.Where(_ => _random.Next(3) == 0)], Reasons[_random.Next(Reasons.Length)]);
}
