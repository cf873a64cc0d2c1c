using LiveChat.Accounts;

namespace LiveChat.Desks;

/// <summary>What a desk may be. Pure.</summary>
internal static class DeskRules
{
    /// <summary>The most members of a desk.</summary>
    public const int MostMembers = 500;

    private const int LongestId = 40;
    private const int MostCapacity = 100;
    private const int MostSkills = 20;
    private const int LongestSkill = 40;

    /// <summary>Refuses an id for a new desk: it stands in addresses and in the pages of host sites.</summary>
    public static Refusal? RefuseId(string deskId) =>
        deskId.Length is > 0 and <= LongestId && char.IsAsciiLetterOrDigit(deskId[0]) && deskId.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-')
            ? null
            : Invalid($"A desk's id has 1 to {LongestId} letters a–z, digits or dashes, and begins with no dash.");

    /// <summary>Refuses a desk that cannot be made.</summary>
    public static Refusal? RefuseNew(DeskDraft draft) => draft.Name is null ? Invalid("The desk needs a name.") : Refuse(draft);

    /// <summary>Refuses what a desk cannot be.</summary>
    public static Refusal? Refuse(DeskDraft draft)
    {
        if (draft.Name is not null && AccountRules.Tidy(draft.Name) is null) return Invalid("The desk needs a name.");
        if (AccountRules.RefuseName(AccountRules.Tidy(draft.Name)) is { } name) return name;
        if (draft.Members is not { } members) return null;
        if (members.Length > MostMembers) return Invalid($"A desk has at most {MostMembers} members.");
        if (members.DistinctBy(member => member.UserId, StringComparer.Ordinal).Count() < members.Length) return Invalid("Somebody is named twice among the members.");
        return members.Select(Refuse).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>Skills without outer blanks and repetitions.</summary>
    public static string[] Tidy(string[] skills) => [.. skills.Select(skill => skill.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>What changes, for the trail; empty when nothing does.</summary>
    public static (string Name, string? Value)[] Changes(DeskSetup before, DeskSetup after)
    {
        var changes = new List<(string, string?)>();
        if (before.Name != after.Name) changes.Add(("name", after.Name));
        var (old, now) = (before.Members.ToDictionary(Id, StringComparer.Ordinal), after.Members.ToDictionary(Id, StringComparer.Ordinal));
        Add("added", now.Values.Where(seat => !old.ContainsKey(seat.UserId)).Select(Words));
        Add("removed", old.Keys.Where(id => !now.ContainsKey(id)));
        Add("changed", now.Values.Where(seat => old.TryGetValue(seat.UserId, out var was) && Words(was) != Words(seat)).Select(Words));
        return [.. changes];

        void Add(string name, IEnumerable<string> what)
        {
            if (string.Join(", ", what) is { Length: > 0 } list) changes.Add((name, list));
        }

        static string Id(DeskSeat seat) => seat.UserId;

        static string Words(DeskSeat seat) => seat.Skills.Length == 0 ? $"{seat.UserId} ({seat.Capacity})" : $"{seat.UserId} ({seat.Capacity}: {string.Join('/', seat.Skills)})";
    }

    private static Refusal? Refuse(MemberDraft member) => member switch
    {
        { Capacity: < 1 or > MostCapacity } => Invalid($"{member.UserId}: the capacity is 1 to {MostCapacity} sessions at once."),
        { Skills.Length: > MostSkills } => Invalid($"{member.UserId}: at most {MostSkills} skills."),
        _ when member.Skills.Any(skill => string.IsNullOrWhiteSpace(skill) || skill.Length > LongestSkill || !AccountRules.IsShowable(skill)) =>
            Invalid($"{member.UserId}: a skill is 1 to {LongestSkill} characters of plain text."),
        _ => null,
    };

    private static Refusal Invalid(string reason) => new(RefusalCode.Invalid, reason);
}
