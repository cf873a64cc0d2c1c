using Dapper;
using LiveChat.Desks;
using LiveChat.Sessions;
using LiveChat.Silo.Storage.Log;

namespace LiveChat.Silo.Storage;

/// <summary>Reads the conversations of a desk.</summary>
internal sealed class DeskSessionIndex(Database database) : IDeskSessionIndex
{
    private readonly DeskSessionSql _sql = new(database.Dialect);

    public Task<DeskSessionPage> OfDesk(string deskId, DeskSessionQuery query, CancellationToken token)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1, nameof(query));
        var after = PagePosition.Parse(query.Next);
        return database.Read(async connection =>
        {
            var rows = (await connection.QueryAsync<Row>(new CommandDefinition(_sql.For(query), new
            {
                deskId,
                assigneeId = query.AssigneeId,
                customerId = query.CustomerId,
                beforeTime = after.UpdatedAt,
                beforeId = after.SessionId,
                count = query.Limit + 1,
            }, cancellationToken: token))).AsList();
            var page = rows.Take(query.Limit).Select(row => row.ToSession()).ToArray();
            return new DeskSessionPage(page, rows.Count > query.Limit ? new PagePosition(page[^1].Header.CreatedAt, page[^1].Header.SessionId).ToString() : null);
        }, token);
    }

    private sealed class Row : SessionRow
    {
        public string? CustomerName { get; init; }

        public string? LastLine { get; init; }

        public int? LastType { get; init; }

        public DeskSession ToSession() => DeskRow.Of(ToHeader(), CustomerName ?? CreatorId, LastType is null ? null : LastLine ?? "", (MessageType?)LastType);
    }
}

/// <summary>
/// The statements of a desk's conversations: 1 open, 2 waiting, 3 assigned, 4 closed. Their order is that of their
/// making, which never changes, so that no message has to move an index.
/// </summary>
internal sealed class DeskSessionSql
{
    public DeskSessionSql(Dialect dialect)
    {
        Active = Select(dialect, "s.status in (1, 2, 3)");
        Closed = Select(dialect, "s.status = 4");
        OfAssignee = Select(dialect, "s.status in (1, 2, 3) and s.assignee_id = @assigneeId");
        ClosedOfAssignee = Select(dialect, "s.status = 4 and s.assignee_id = @assigneeId");
        OfCustomer = Select(dialect, "s.status in (1, 2, 3, 4) and s.creator_id = @customerId and s.session_id in (select session_id from session_members where user_id = @customerId)");
    }

    public string Active { get; }

    public string Closed { get; }

    public string OfAssignee { get; }

    public string ClosedOfAssignee { get; }

    /// <summary>By the index of members: a customer has few.</summary>
    public string OfCustomer { get; }

    public string For(DeskSessionQuery query) => query switch
    {
        { CustomerId: not null } => OfCustomer,
        { AssigneeId: not null, Closed: true } => ClosedOfAssignee,
        { AssigneeId: not null } => OfAssignee,
        { Closed: true } => Closed,
        _ => Active,
    };

    // What was said last (1 to 3 are people and assistant) is found from the log's end.
    private static string Select(Dialect dialect, string which) =>
        $"""
        select {SessionRow.Columns("s")}, c.name as customer_name, e.content as last_line, e.type as last_type
        from sessions s
        left join session_members c on c.session_id = s.session_id and c.user_id = s.creator_id
        left join entries e on e.session_id = s.session_id and e.seq = (
            select x.seq from entries x where x.session_id = s.session_id and x.type in (1, 2, 3) order by x.seq desc {dialect.First("1")})
        where s.desk_id = @deskId and {which} and s.last_seq > 0
            and (s.created_at < @beforeTime or (s.created_at = @beforeTime and s.session_id < @beforeId))
        order by s.created_at desc, s.session_id desc {dialect.First("@count")}
        """;
}
