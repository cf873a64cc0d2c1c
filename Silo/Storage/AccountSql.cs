using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using LiveChat.Accounts;

namespace LiveChat.Silo.Storage;

/// <summary>The statements of accounts as admins see and change them. Role 0 is a visitor, 3 an admin.</summary>
internal sealed class AccountSql(Dialect dialect)
{
    private const string Columns = "u.user_id, u.name, l.user_name, u.role, u.disabled, u.created_at, u.last_seen";

    public static string Find { get; } = $"select {Columns} from users u left join logins l on l.user_id = u.user_id where u.user_id = @userId";

    public static string Update { get; } = "update users set name = @name, role = @role, disabled = @disabled where user_id = @userId";

    public static string RenameSeats { get; } = "update desk_seats set name = @name where user_id = @userId and name <> @name";

    public static string SetPassword { get; } = "update logins set password_hash = @hash where user_id = @userId";

    public static string EndSignIns { get; } = "delete from sign_ins where user_id = @userId";

    public static string DesksOf { get; } = "select desk_id from desk_seats where user_id = @userId order by desk_id";

    public static string LeaveDesks { get; } = "delete from desk_seats where user_id = @userId";

    public static string CountAdmins { get; } = "select count(*) from users u join logins l on l.user_id = u.user_id where u.role = 3 and u.disabled = 0";

    public static string CountInCharge { get; } = "select count(*) from users where user_id = @userId and role = 3 and disabled = 0";

    public static string Revoke { get; } = "update users set epoch = epoch + 1, revoked_at = @now where user_id = @userId";

    public static string Epoch { get; } = "select user_id, epoch from users where user_id = @userId";

    public static string RevokedSince { get; } = "select user_id, epoch from users where revoked_at is not null and revoked_at > @since";

    /// <summary>Ends in a list of ids.</summary>
    public static string SeatsOf { get; } = "select desk_id, user_id, name, capacity, skills from desk_seats where user_id in";

    /// <summary>With every condition that there is.</summary>
    public string ListFiltered => List(new("a", UserRole.Agent, true));

    public string List(AccountFilter filter)
    {
        var conditions = new List<string> { "u.role > 0", "(u.created_at < @beforeTime or (u.created_at = @beforeTime and u.user_id < @beforeId))" };
        if (filter.Role is not null) conditions.Add("u.role = @role");
        if (filter.Disabled is not null) conditions.Add("u.disabled = @disabled");
        if (filter.Text is not null) conditions.Add("(u.user_id = @id or lower(u.name) like @pattern escape '!' or lower(l.user_name) like @pattern escape '!')");
        return $"""
            select {Columns} from users u left join logins l on l.user_id = u.user_id
            where {string.Join(" and ", conditions)} order by u.created_at desc, u.user_id desc {dialect.First("@count")}
            """;
    }
}

/// <summary>Where a page of accounts ended: the last one's time and id. Opaque to clients.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AccountPosition(DateTimeOffset CreatedAt, string UserId)
{
    private const int Longest = 300;

    // Above every id: ids are ASCII.
    private static readonly AccountPosition Start = new(DateTimeOffset.MaxValue, "\u007f");

    /// <exception cref="FormatException">It is not a position that was given out.</exception>
    public static AccountPosition Parse(string? text)
    {
        if (text is null) return Start;
        if (text.Length is > 0 and <= Longest && Base64Url.IsValid(text)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(' ', 2) is [var time, { Length: > 0 } userId]
            && long.TryParse(time, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var microseconds)
            && Math.Abs(microseconds) < StoredTypes.ToMicroseconds(DateTimeOffset.MaxValue)
            && !userId.Contains('\0', StringComparison.Ordinal))
            return new(StoredTypes.FromMicroseconds(microseconds), userId);
        throw new FormatException("The page's position is not one that was given out.");
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{StoredTypes.ToMicroseconds(CreatedAt)} {UserId}")));
}
