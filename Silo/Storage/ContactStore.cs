using System.Buffers.Text;
using System.Data.Common;
using System.Text;
using Dapper;
using LiveChat.Contacts;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage;

/// <summary>Looks for people.</summary>
internal sealed class ContactStore(Database database) : IContactStore
{
    private readonly ContactSql _sql = new(database.Dialect);

    public Task<StoredContact[]> Find(ContactScope scope, string text, int limit, CancellationToken token)
    {
        var parameters = Scoped(scope, new());
        parameters.Add("any", text.Length == 0 ? 1 : 0);
        parameters.Add("exact", ContactSql.Holding(text));
        parameters.Add("lower", ContactSql.Holding(text.ToLowerInvariant()));
        parameters.Add("limit", limit);
        return Query(scope.Everybody ? _sql.FindAnybody : _sql.Find, parameters, token);
    }

    public Task<StoredContact[]> Among(ContactScope scope, string[] userIds, CancellationToken token)
    {
        if (userIds.Length == 0) return Task.FromResult<StoredContact[]>([]);
        var (list, parameters) = Ids.List(userIds);
        return Query(scope.Everybody ? ContactSql.AmongAnybody(list) : ContactSql.Among(list), Scoped(scope, parameters), token);
    }

    public Task<(StoredCustomer[] Customers, string? Next)> CustomersOf(string deskId, string readerId, string? next, int limit, CancellationToken token)
    {
        var after = CustomerPosition.Parse(next);
        return database.Read(async connection =>
        {
            var rows = (await connection.QueryAsync<CustomerRow>(new CommandDefinition(_sql.Customers, new
            {
                deskId,
                readerId,
                beforeTime = after.UpdatedAt,
                beforeUser = after.UserId,
                most = SessionView.MostUnread,
                count = limit + 1,
            }, cancellationToken: token))).AsList();
            var customers = rows.Take(limit).Select(row => row.ToCustomer()).ToArray();
            return (customers, rows.Count > limit ? new CustomerPosition(rows[limit - 1].UpdatedAt, rows[limit - 1].UserId).ToString() : null);
        }, token);
    }

    private Task<StoredContact[]> Query(string sql, DynamicParameters parameters, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<ContactRow>(new CommandDefinition(sql, parameters, cancellationToken: token));
        return rows.Select(row => new StoredContact(row.UserId, row.Name, (UserRole)row.Role)).ToArray();
    }, token);

    private static DynamicParameters Scoped(ContactScope scope, DynamicParameters parameters)
    {
        parameters.Add("me", scope.UserId);
        parameters.Add("merchants", scope.Merchants ? 1 : 0);
        parameters.Add("desks", scope.Desks ? 1 : 0);
        return parameters;
    }

    private sealed class ContactRow
    {
        public string UserId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Role { get; init; }
    }

    private sealed class CustomerRow : SessionRow
    {
        public string UserId { get; init; } = "";

        public string Name { get; init; } = "";

        public int Role { get; init; }

        public int Sessions { get; init; }

        public int Unread { get; init; }

        public StoredCustomer ToCustomer() => new(new(UserId, Name, (UserRole)Role), ToHeader(), Sessions, Unread);
    }
}

/// <summary>Where a page of customers ended: the last one's time and id. Opaque to clients.</summary>
internal readonly record struct CustomerPosition(DateTimeOffset UpdatedAt, string UserId)
{
    private const int LongestId = 128;

    /// <exception cref="FormatException">It is not a position that was given out.</exception>
    public static CustomerPosition Parse(string? text)
    {
        if (text is null) return new(DateTimeOffset.MaxValue, "");
        Span<byte> bytes = stackalloc byte[sizeof(long) + (LongestId * 4)];
        if (text.Length > Base64Url.GetEncodedLength(bytes.Length) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written <= sizeof(long))
            throw NotGivenOut;
        var (microseconds, userId) = (BitConverter.ToInt64(bytes), Encoding.UTF8.GetString(bytes[sizeof(long)..written]));
        if (microseconds < 0 || microseconds > StoredTypes.ToMicroseconds(DateTimeOffset.MaxValue) || userId.Contains('\0', StringComparison.Ordinal)) throw NotGivenOut;
        return new(StoredTypes.FromMicroseconds(microseconds), userId);
    }

    public override string ToString() =>
        Base64Url.EncodeToString([.. BitConverter.GetBytes(StoredTypes.ToMicroseconds(UpdatedAt)), .. Encoding.UTF8.GetBytes(UserId)]);

    private static FormatException NotGivenOut => new("The page's position is not one that was given out.");
}

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
    /// sessions the one with the latest entry stands for them.
    /// </summary>
    public string Customers { get; } =
        $"""
        with talks as (
            select s.creator_id as user_id, s.session_id, s.updated_at from sessions s
            where s.desk_id = @deskId and s.kind = 2 and s.status <> 5 and s.last_seq > 0
            union all
            select theirs.user_id, s.session_id, s.updated_at from session_members mine
            join sessions s on s.session_id = mine.session_id and s.kind = 3 and s.status <> 5 and s.last_seq > 0
            join session_members theirs on theirs.session_id = s.session_id and theirs.user_id <> mine.user_id
            where mine.user_id = @readerId
                and not exists (select 1 from desk_seats seat where seat.desk_id = @deskId and seat.user_id = theirs.user_id)),
        latest as (
            select user_id, session_id, count(*) over (partition by user_id) as sessions,
                row_number() over (partition by user_id order by updated_at desc, session_id desc) as place
            from talks)
        select u.user_id, u.name, u.role, latest.sessions, {SessionRow.Columns("s")},
            case when m.user_id is null then 0
                else (select count(*) {EntrySql.UnreadIn(dialect, "entries", "s.session_id", "@readerId", "m.read_seq")}) end as unread
        from latest
        join users u on u.user_id = latest.user_id
        join sessions s on s.session_id = latest.session_id
        left join session_members m on m.session_id = s.session_id and m.user_id = @readerId
        where latest.place = 1 and (s.updated_at < @beforeTime or (s.updated_at = @beforeTime and u.user_id < @beforeUser))
        order by s.updated_at desc, u.user_id desc {dialect.First("@count")}
        """;

    /// <summary>Those of a list of ids who are within the scope.</summary>
    public static string Among(string ids) => $"select u.user_id, u.name, u.role from users u where {Scope} and u.user_id in ({ids}) order by u.user_id";

    /// <summary>Those of a list of ids who exist and are no admins.</summary>
    public static string AmongAnybody(string ids) => $"select u.user_id, u.name, u.role from users u where {Anybody} and u.user_id in ({ids}) order by u.user_id";

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
