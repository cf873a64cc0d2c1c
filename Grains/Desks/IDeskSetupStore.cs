using LiveChat.Accounts;
using LiveChat.Audit;

namespace LiveChat.Desks;

/// <summary>The stored desks as admins set them up. Each change and its entry of the trail are one transaction.</summary>
public interface IDeskSetupStore
{
    /// <summary>All desks with their members, by name.</summary>
    Task<DeskSetup[]> All(CancellationToken token);

    /// <summary>One desk; null when there is none.</summary>
    Task<DeskSetup?> Find(string deskId, CancellationToken token);

    /// <summary>Adds a desk; null when the id is taken, and then nothing is written.</summary>
    /// <returns>Whose access tokens hold no more, for they do not name the desk.</returns>
    Task<AccessRevoked[]?> Create(DeskSetup desk, AuditEntry deed, CancellationToken token);

    /// <summary>Writes a desk as it is to be; members that are not in it are removed.</summary>
    /// <returns>Whose access tokens hold no more: those who came, and those who went.</returns>
    Task<AccessRevoked[]> Update(DeskSetup desk, AuditEntry deed, CancellationToken token);

    /// <summary>How a desk's widget is set; null when there is no such desk, without settings when nobody set any.</summary>
    Task<StoredWidget?> Widget(string deskId, CancellationToken token);

    /// <summary>Writes how a desk's widget is set.</summary>
    Task SaveWidget(string deskId, WidgetSettings settings, AuditEntry deed, CancellationToken token);
}

/// <summary>A desk with the settings of its widget, if there are any.</summary>
public sealed record StoredWidget(Desk Desk, WidgetSettings? Settings);
