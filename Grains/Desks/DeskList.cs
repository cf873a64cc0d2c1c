using Orleans.Concurrency;

namespace LiveChat.Desks;

/// <summary>Lists the desks. It keeps nothing: there are few, and they are asked for seldom.</summary>
[StatelessWorker]
public sealed class DeskList(IDeskStore desks, IDeskSetupStore setups) : Grain, IDesks
{
    private static readonly Refusal NoSuchDesk = new(RefusalCode.NotFound, "There is no such desk.");

    /// <inheritdoc/>
    public Task<Desk[]> List() => desks.All(CancellationToken.None);

    /// <inheritdoc/>
    public async Task<Outcome<DeskSetups>> Setups(Caller caller) =>
        AdminRules.Refuse(caller) is { } refusal ? refusal : new DeskSetups(await setups.All(CancellationToken.None));

    /// <inheritdoc/>
    public async Task<Outcome<DeskWidget>> Widget(string deskId) => await setups.Widget(deskId, CancellationToken.None) is { } known
        ? new DeskWidget(known.Desk, known.Settings ?? WidgetDefaults.Settings)
        : NoSuchDesk;
}
