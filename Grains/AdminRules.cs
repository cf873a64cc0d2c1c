namespace LiveChat;

/// <summary>What only admins may.</summary>
internal static class AdminRules
{
    private static readonly Refusal AdminsOnly = new(RefusalCode.Forbidden, "This is for admins.");

    /// <summary>Refuses everybody else.</summary>
    public static Refusal? Refuse(Caller caller) => caller.Role is UserRole.Admin ? null : AdminsOnly;
}
