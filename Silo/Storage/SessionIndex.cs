using System.Buffers.Text;
using System.Data.Common;
using System.Runtime.InteropServices;
using Dapper;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage;

/// <summary>Reads across sessions.</summary>
internal sealed class SessionIndex(Database database) : ISessionIndex
{
    private readonly SessionIndexSql _sql = new(database.Dialect);

    public Task<SessionPage> ListOf(string userId, string? next, int limit, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var after = PagePosition.Parse(next);
        return database.Read(async connection =>
        {
            var rows = (await connection.QueryAsync<ListedRow>(new CommandDefinition(_sql.ListOf, new
            {
                userId,
                most = SessionView.MostUnread,
                beforeTime = after.UpdatedAt,
                beforeId = after.SessionId,
                count = limit + 1,
            }, cancellationToken: token))).AsList();
            var page = rows.Take(limit).ToArray();
            var members = page.Length == 0 ? [] : await MembersOf(connection, userId, [.. page.Select(row => row.SessionId)], token);
            var bySession = members.ToLookup(member => member.SessionId);
            return new SessionPage(
                [.. page.Select(row => ToView(row, bySession[row.SessionId]))],
                rows.Count > limit ? new PagePosition(page[^1].UpdatedAt, page[^1].SessionId).ToString() : null);
        }, token);
    }

    public Task<SessionPage> All(SessionFilter filter, string? next, int limit, CancellationToken token)
    {
        var after = PagePosition.Parse(next);
        return database.Read(async connection =>
        {
            var rows = (await connection.QueryAsync<ListedRow>(new CommandDefinition(_sql.All(filter), new
            {
                kind = (int?)filter.Kind,
                status = (int?)filter.Status,
                deskId = filter.DeskId,
                id = filter.Text,
                pattern = filter.Text is null ? null : Dialect.Within(filter.Text),
                window = SessionFilter.MostSearched,
                beforeTime = after.UpdatedAt,
                beforeId = after.SessionId,
                count = limit + 1,
            }, cancellationToken: token))).AsList();
            var page = rows.Take(limit).ToArray();
            var members = page.Length == 0 ? [] : await MembersOf(connection, "", [.. page.Select(row => row.SessionId)], token);
            var bySession = members.ToLookup(member => member.SessionId);
            return new SessionPage(
                [.. page.Select(row => ToView(row, bySession[row.SessionId]))],
                rows.Count > limit ? new PagePosition(page[^1].CreatedAt, page[^1].SessionId).ToString() : null);
        }, token);
    }

    public Task<SessionHeader[]> AtDesk(string deskId, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<SessionRow>(new CommandDefinition(_sql.AtDesk, new { deskId }, cancellationToken: token));
        return rows.Select(row => row.ToHeader()).ToArray();
    }, token);

    public Task<LastWords[]> LastWordsAt(string deskId, CancellationToken token) => database.Read(async connection =>
    {
        var rows = await connection.QueryAsync<WordsRow>(new CommandDefinition(SessionIndexSql.LastWordsAt, new { deskId }, cancellationToken: token));
        return rows.GroupBy(row => row.SessionId, (id, said) => new LastWords(id, [.. said.Where(row => row.Type is not null).Select(row => new Said(row.Type == (int)MessageType.Agent, row.CreatedAt!.Value))])).ToArray();
    }, token);

    public Task<Dictionary<Guid, string>> CreatorNames(Guid[] sessionIds, CancellationToken token) => database.Read(async connection =>
    {
        var names = new Dictionary<Guid, string>();
        foreach (var ids in sessionIds.Chunk(SessionIndexSql.MostIds))
        {
            foreach (var row in await Query(connection, _sql.CreatorNames, ids, token)) names[row.SessionId] = row.Name;
        }

        return names;
    }, token);

    public Task<string[]> BusyDesks(CancellationToken token) => database.Read(async connection =>
        (await connection.QueryAsync<string>(new CommandDefinition(_sql.BusyDesks, cancellationToken: token))).ToArray(), token);

    public Task<Guid?> FindDirect(string directKey, CancellationToken token) => database.Read(connection =>
        connection.QueryFirstOrDefaultAsync<Guid?>(new CommandDefinition(_sql.FindDirect, new { directKey }, cancellationToken: token)), token);

    private static SessionView ToView(ListedRow row, IEnumerable<ListedMember> members)
    {
        ListedMember[] shown = [.. members.OrderBy(member => member.UserId, StringComparer.Ordinal)];
        return new(row.ToHeader(), Array.ConvertAll(shown, member => member.ToMember()), row.Unread, shown is [{ Members: var count }, ..] ? count : 0);
    }

    private static Task<IEnumerable<ListedMember>> MembersOf(DbConnection connection, string userId, Guid[] ids, CancellationToken token)
    {
        var (list, parameters) = Ids.List(ids);
        parameters.Add("userId", userId);
        return connection.QueryAsync<ListedMember>(new CommandDefinition(SessionIndexSql.MembersOf(list), parameters, cancellationToken: token));
    }

    private static Task<IEnumerable<MemberRow>> Query(DbConnection connection, string sql, Guid[] ids, CancellationToken token)
    {
        var (list, parameters) = Ids.List(ids);
        return connection.QueryAsync<MemberRow>(new CommandDefinition($"{sql} ({list})", parameters, cancellationToken: token));
    }

    private sealed class ListedRow : SessionRow
    {
        public int Unread { get; init; }
    }

    private sealed class WordsRow
    {
        public Guid SessionId { get; init; }

        public int? Type { get; init; }

        public DateTimeOffset? CreatedAt { get; init; }
    }

    private sealed class ListedMember : MemberRow
    {
        public int Members { get; init; }
    }
}

/// <summary>A list of ids in a query. The databases share no form of it: each travels as a parameter of its own.</summary>
internal static class Ids
{
    public static (string List, DynamicParameters Parameters) List<T>(T[] ids)
    {
        var parameters = new DynamicParameters();
        for (var at = 0; at < ids.Length; at++) parameters.Add($"id{at}", ids[at]);
        return (string.Join(", ", ids.Select((_, at) => $"@id{at}")), parameters);
    }
}

/// <summary>Where a page of sessions ended: the last one's time and id. Opaque to clients.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PagePosition(DateTimeOffset UpdatedAt, Guid SessionId)
{
    private const int Length = 24;

    /// <exception cref="FormatException">It is not a position that was given out.</exception>
    public static PagePosition Parse(string? text)
    {
        if (text is null) return new PagePosition(DateTimeOffset.MaxValue, Guid.AllBitsSet);
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != Base64Url.GetEncodedLength(Length) || !Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Length)
            throw new FormatException("The page's position is not one that was given out.");
        var microseconds = BitConverter.ToInt64(bytes);
        if (microseconds < 0 || microseconds > StoredTypes.ToMicroseconds(DateTimeOffset.MaxValue)) throw new FormatException("The page's position is not one that was given out.");
        return new PagePosition(StoredTypes.FromMicroseconds(microseconds), new Guid(bytes[8..], bigEndian: true));
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BitConverter.TryWriteBytes(bytes, StoredTypes.ToMicroseconds(UpdatedAt));
        SessionId.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}

/// <summary>The reads across sessions. Status 2 waits, 3 is assigned, 5 is deleted.</summary>
internal sealed class SessionIndexSql(Dialect dialect)
{
    /// <summary>The most ids of one query: databases bound the number of parameters.</summary>
    public const int MostIds = 500;

    public string ListOf { get; } =
        $"""
        select {SessionRow.Columns("s")},
            (select count(*) {EntrySql.UnreadIn(dialect, "entries", "s.session_id", "@userId", "m.read_seq")}) as unread
        from session_members m join sessions s on s.session_id = m.session_id
        where m.user_id = @userId and s.status <> 5
            and (s.updated_at < @beforeTime or (s.updated_at = @beforeTime and s.session_id < @beforeId))
        order by s.updated_at desc, s.session_id desc {dialect.First("@count")}
        """;

    /// <summary>The members of sessions; of large groups the reader and those with most say, and how many there are.</summary>
    public static string MembersOf(string sessionIds) =>
        $"""
        select {MemberRow.Columns}, members from (
            select {MemberRow.Columns}, count(*) over (partition by session_id) as members,
                row_number() over (partition by session_id order by case when user_id = @userId then 0 else 1 end, group_role desc, user_id) as place
            from session_members where session_id in ({sessionIds})) as m
        where place <= {SessionView.MostMembers}
        """;

    /// <summary>With every condition that there is.</summary>
    public string AllFiltered => All(new(SessionKind.Support, SessionStatus.Waiting, "a", "a"));

    /// <summary>Everybody's sessions, the newest made first.</summary>
    public string All(SessionFilter filter)
    {
        // What is not asked for is left out, so that each index serves where it can.
        var conditions = new List<string> { "s.status <> 5", "(s.created_at < @beforeTime or (s.created_at = @beforeTime and s.session_id < @beforeId))" };
        if (filter.Kind is not null) conditions.Add("s.kind = @kind");
        if (filter.Status is SessionStatus.Waiting or SessionStatus.Assigned) conditions.Add("s.status in (2, 3)");
        if (filter.Status is not null) conditions.Add("s.status = @status");
        if (filter.DeskId is not null) conditions.Add("s.desk_id = @deskId");
        var from = $"from sessions s where {string.Join(" and ", conditions)} order by s.created_at desc, s.session_id desc";
        if (filter.Text is null) return $"select {SessionRow.Columns("s")} {from} {dialect.First("@count")}";
        return $"""
            select {SessionRow.Columns("s")} from (select s.* {from} {dialect.First("@window")}) s
            where lower(s.title) like @pattern escape '!' or exists (
                select 1 from session_members m where m.session_id = s.session_id and (m.user_id = @id or lower(m.name) like @pattern escape '!'))
            order by s.created_at desc, s.session_id desc {dialect.First("@count")}
            """;
    }

    public string AtDesk { get; } = $"select {SessionRow.Columns("s")} from sessions s where s.desk_id = @deskId and s.status in (2, 3)";

    /// <summary>Entries of type 1 are the customer's, of type 3 an agent's.</summary>
    public static readonly string LastWordsAt =
        $"""
        select s.session_id, e.type, e.created_at
        from sessions s left join entries e on e.session_id = s.session_id and e.seq > s.last_seq - {LastWords.MostEntries} and e.type in (1, 3)
        where s.desk_id = @deskId and s.status in (2, 3)
        order by s.session_id, e.seq
        """;

    /// <summary>Ends in a list of ids.</summary>
    public string CreatorNames { get; } =
        """
        select s.session_id, m.user_id, m.name, m.role, m.read_seq, m.group_role, m.joined_seq
        from sessions s join session_members m on m.session_id = s.session_id and m.user_id = s.creator_id
        where s.session_id in
        """;

    public string BusyDesks { get; } = "select distinct desk_id from sessions where status in (2, 3) and desk_id is not null";

    public string FindDirect { get; } = "select session_id from sessions where direct_key = @directKey";
}
