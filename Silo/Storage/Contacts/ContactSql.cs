using System.Text;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage.Contacts;

/// <summary>The reads that look for people. Role 3 is an admin, status 5 deleted; kind 2 is support, 3 direct.</summary>
internal sealed class ContactSql(Dialect dialect)
{
    private const string Anybody = "u.user_id <> @me and u.role <> 3";

    // Each part is driven by an index: one's own sessions, the seats, one's desks' sessions. Users are not read through.
    private const string Scope =
        $"""
        {Anybody} and u.user_id in (
            select theirs.user_id from session_members mine
            join sessions s on s.session_id = mine.session_id and s.status <> 5
            join session_members theirs on theirs.session_id = mine.session_id
            where mine.user_id = @me
            union select seat.user_id from desk_seats seat where @merchants = 1
            union select seat.user_id from desk_seats mine join desk_seats seat on seat.desk_id = mine.desk_id where mine.user_id = @me and @desks = 1
            union select s.creator_id from desk_seats mine join sessions s on s.desk_id = mine.desk_id and s.kind = 2 and s.status <> 5
            where mine.user_id = @me and @desks = 1)
        """;

    public string Find { get; } = Within(dialect, Scope);

    public string FindAnybody { get; } = Within(dialect, Anybody);

    /// <summary>
    /// A customer is who asked the desk, or whom the reader talks to directly and who does not work there; of their
    /// sessions the one with the latest entry stands for them. Both lists are read in their order, from the position on.
    /// </summary>
    public string Customers { get; } =
        $"""
        select u.user_id, u.name, u.role, p.sessions, p.updated_at as talked_at, {SessionRow.Columns("s")},
            case when m.user_id is null then 0
                else (select count(*) {EntrySql.UnreadIn(dialect, "entries", "s.session_id", "@readerId", "m.read_seq")}) end as unread
        from (select * from ({OfDesk(dialect)}) asked union all select * from ({OfReader(dialect)}) direct) p
        join users u on u.user_id = p.user_id
        join sessions s on s.session_id = p.session_id
        left join session_members m on m.session_id = s.session_id and m.user_id = @readerId
        order by p.updated_at desc, p.user_id desc {dialect.First("@count")}
        """;

    /// <summary>Those of a list of ids who are within the scope.</summary>
    public static string Among(string ids) => $"select u.user_id, u.name, u.role from users u where {Scope} and u.user_id in ({ids}) order by u.user_id";

    /// <summary>Those of a list of ids who exist and are no admins.</summary>
    public static string AmongAnybody(string ids) => $"select u.user_id, u.name, u.role from users u where {Anybody} and u.user_id in ({ids}) order by u.user_id";

    // Who stands in both lists stands where the later conversation is.
    private static string OfDesk(Dialect dialect) => Listed(dialect, "c.kind = 2 and c.owner_id = @deskId", $"o.kind = 3 and o.owner_id = @readerId and {NotAtDesk("o")}");

    private static string OfReader(Dialect dialect) => Listed(dialect, $"c.kind = 3 and c.owner_id = @readerId and {NotAtDesk("c")}", "o.kind = 2 and o.owner_id = @deskId");

    private static string Listed(Dialect dialect, string which, string other) =>
        $"""
        select c.user_id, c.session_id, c.updated_at, c.sessions + coalesce(o.sessions, 0) as sessions
        from contacts c left join contacts o on {other} and o.user_id = c.user_id
        where {which} and c.updated_at <= @beforeTime and (c.updated_at < @beforeTime or c.user_id < @beforeUser)
            and (o.user_id is null or o.updated_at < c.updated_at or (o.updated_at = c.updated_at and o.session_id < c.session_id))
        order by c.updated_at desc, c.user_id desc {dialect.First("@count")}
        """;

    private static string NotAtDesk(string contact) =>
        $"not exists (select 1 from desk_seats seat where seat.desk_id = @deskId and seat.user_id = {contact}.user_id)";

    private static string Within(Dialect dialect, string scope) =>
        $"""
        select u.user_id, u.name, u.role from users u
        where {scope}
            and (@any = 1 or u.name like @exact escape '!' or u.user_id like @exact escape '!' or lower(u.name) like @lower escape '!')
        order by u.name, u.user_id {dialect.First("@limit")}
        """;

    /// <summary>A pattern for what holds the text, whatever signs are in it.</summary>
    public static string Holding(string text)
    {
        var pattern = new StringBuilder("%");
        foreach (var sign in text)
        {
            if (sign is '%' or '_' or '[' or '!') pattern.Append('!');
            pattern.Append(sign);
        }
        return pattern.Append('%').ToString();
    }
}
