using Dapper;
using LiveChat.Accounts;
using LiveChat.Desks;
using LiveChat.Silo.Storage;
using LiveChat.Tickets;

namespace LiveChat.Contract.Stores;

/// <summary>Tickets: numbers, the fence, the record, loads, and lists that are read along their indexes.</summary>
public abstract class TicketContract(DatabaseFixture database) : IAsyncLifetime
{
    private readonly string _desk = "t-" + Guid.CreateVersion7().ToString("N");
    private readonly string _other = "t-" + Guid.CreateVersion7().ToString("N");
    private readonly Caller _buyer = new("b-" + Guid.CreateVersion7(), "保安堂药房", UserRole.Customer, []);

    private ITicketStore Tickets => database.Store.Get<ITicketStore>();

    public async Task InitializeAsync()
    {
        await database.Store.Desks.Save(new(_desk, "桌"), default);
        await database.Store.Desks.Save(new(_other, "別桌"), default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task It_is_read_as_it_was_written_with_its_record()
    {
        var session = Guid.CreateVersion7();
        var opened = await Open(ticket => ticket with
        {
            Subject = "壺 😀 'quoted'",
            Description = "It's <b>broken</b>\n再見",
            Topic = "refund",
            ContactAddress = "a@example.org",
            DueAt = Chat.Start.AddDays(2),
            SessionIds = [session],
        });
        (await Tickets.Load(opened.TicketId, default)).Should().BeEquivalentTo(new StoredTicket(opened, _buyer.UserId, [session]));

        var draft = Draft(opened);
        draft.SetStatus(TicketStatus.Resolved);
        draft.SetPriority(TicketPriority.Urgent);
        draft.SetAssignee("a1", "安");
        draft.SetDueAt(null);
        var append = draft.ToAppend();
        (await Tickets.Append(append, default)).Should().BeTrue();
        var comment = Draft(append.Stored.Ticket);
        var said = comment.Comment(new(Guid.CreateVersion7(), "好 😀", Internal: true));
        (await Tickets.Append(comment.ToAppend(), default)).Should().BeTrue();

        (await Tickets.Load(opened.TicketId, default))!.Ticket.Should().BeEquivalentTo(comment.Ticket);
        var record = await Tickets.Entries(opened.TicketId, 0, long.MaxValue, 10, default);
        record.Select(entry => entry.Seq).Should().Equal(1, 2, 3);
        record[1].Should().BeEquivalentTo(append.Entries[0]);
        record[2].Should().BeEquivalentTo(said);
        (await Tickets.FindComment(opened.TicketId, said.CommentId!.Value, default)).Should().BeEquivalentTo(said);
        (await Tickets.FindComment(opened.TicketId, Guid.CreateVersion7(), default)).Should().BeNull();
        (await Tickets.Entries(opened.TicketId, 1, 3, 10, default)).Select(entry => entry.Seq).Should().Equal(2);
        (await Tickets.Entries(opened.TicketId, 0, long.MaxValue, 2, default)).Select(entry => entry.Seq).Should().Equal(2, 3);
        (await Tickets.Load(Guid.CreateVersion7(), default)).Should().BeNull();
    }

    [Fact]
    public async Task Of_two_who_write_upon_the_same_one_is_first_and_nothing_is_half_written()
    {
        var opened = await Open();
        var (one, other) = (Draft(opened), Draft(opened));
        one.SetPriority(TicketPriority.High);
        other.SetSubject("late");
        (await Tickets.Append(one.ToAppend(), default)).Should().BeTrue();
        (await Tickets.Append(other.ToAppend(), default)).Should().BeFalse();
        (await Tickets.Load(opened.TicketId, default))!.Ticket.Should().BeEquivalentTo(one.Ticket);
        (await Tickets.Entries(opened.TicketId, 0, long.MaxValue, 10, default)).Should().HaveCount(2);

        var comment = new NewComment(Guid.CreateVersion7(), "x", false);
        var (said, again) = (Draft(one.Ticket), default(TicketDraft));
        said.Comment(comment);
        (await Tickets.Append(said.ToAppend(), default)).Should().BeTrue();
        again = Draft(said.Ticket);
        again.Comment(comment);
        (await Tickets.Append(again.ToAppend(), default)).Should().BeFalse("a comment's id stands once");
        (await Tickets.Load(opened.TicketId, default))!.Ticket.Revision.Should().Be(said.Ticket.Revision);
    }

    [Fact]
    public async Task Many_who_open_at_once_get_numbers_of_their_own_and_share_the_work_evenly()
    {
        foreach (var agent in new[] { "u1", "u2", "u3" }) await Seat(agent);
        var opened = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => Task.Run(() => Open(chosen: true))));
        opened.Select(ticket => ticket.Number).Should().OnlyHaveUniqueItems().And.OnlyContain(number => number > 1000);
        opened.GroupBy(ticket => ticket.AssigneeId).Select(theirs => theirs.Count()).Should().Equal(10, 10, 10);
    }

    [Fact]
    public async Task An_id_that_is_taken_opens_nothing_and_uses_no_number()
    {
        var first = await Open();
        (await Tickets.Open(_desk, (number, _) => Opening(first.TicketId, number, ticket => ticket), default)).Should().BeNull();
        (await Open()).Number.Should().Be(first.Number + 1);
    }

    [Fact]
    public async Task The_load_of_an_agent_is_what_is_open_at_all_desks_and_who_is_shut_out_has_none()
    {
        var (ann, abe, gone) = (await Seat("ann", "refund"), await Seat("abe"), await Seat("gone"));
        foreach (var status in Enum.GetValues<TicketStatus>()) await Open(ticket => ticket with { AssigneeId = ann, Status = status });
        var last = await Open(ticket => ticket with { AssigneeId = ann, DeskId = _other });
        var accounts = database.Store.Get<IAccountStore>();
        await accounts.Update(new(gone, "gone", UserRole.Agent, true, null, false, false), Audit.Audited.Deed(TimeProvider.System, _buyer, "user.changed", gone), default);

        var loads = await Tickets.Loads(_desk, default);
        loads.Select(load => (load.UserId, load.OpenTickets, load.LastNumber)).Should().BeEquivalentTo([(ann, 3, last.Number), (abe, 0, 0L)]);
        loads.Single(load => load.UserId == ann).Skills.Should().Equal("refund");
    }

    [Fact]
    public async Task Which_conversations_were_told_is_written_unless_the_ticket_went_on()
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var opened = await Open(ticket => ticket with { SessionIds = [one, other] });
        await Tickets.SaveUntold(opened.TicketId, opened.Revision, [other], default);
        await Tickets.SaveUntold(opened.TicketId, opened.Revision + 1, [], default);
        (await Tickets.Load(opened.TicketId, default))!.Untold.Should().Equal(other);
    }

    [Fact]
    public async Task Lists_come_page_by_page_whatever_is_opened_or_changed_meanwhile()
    {
        var opened = new List<Ticket>();
        for (var count = 0; count < 11; count++)
            opened.Add(await Open(ticket => ticket with { Priority = (TicketPriority)(1 + (count % 4)), Status = (TicketStatus)(1 + (count % 3)), DeskId = count % 2 == 0 ? _desk : _other }));

        (await All([_desk, _other], new())).Should().Equal(Ids(opened.OrderByDescending(ticket => ticket.Number)));
        (await All([_desk], new())).Should().Equal(Ids(opened.Where(ticket => ticket.DeskId == _desk).OrderByDescending(ticket => ticket.Number)));
        (await All([_desk, _other], new() { Status = TicketStatus.Resolved })).Should().Equal(Ids(opened.Where(ticket => ticket.Status is TicketStatus.Resolved).OrderByDescending(ticket => ticket.Number)));
        (await All([_desk, _other], new() { Open = true })).Should().Equal(Ids(opened.Where(ticket => ticket.IsOpen).OrderByDescending(ticket => ticket.Priority).ThenBy(ticket => ticket.Number)));
        (await All(null, new() { CustomerId = _buyer.UserId })).Should().Equal(Ids(opened.OrderByDescending(ticket => ticket.Number)));

        var page = await Tickets.List([_desk, _other], new() { Limit = 3 }, default);
        await Open();
        var next = await Tickets.List([_desk, _other], new() { Limit = 3, Next = page.Next }, default);
        next.Tickets.Select(ticket => ticket.TicketId).Should().Equal(Ids(opened.OrderByDescending(ticket => ticket.Number).Skip(3).Take(3)));
        page.Tickets.Should().OnlyContain(ticket => ticket.Description == null);
    }

    [Fact]
    public async Task They_are_found_by_who_looks_after_them_by_number_and_by_words()
    {
        var mine = await Open(ticket => ticket with { AssigneeId = "a-" + _desk, Subject = "100% Broken [pot]_! 破了" });
        var nobodys = await Open();
        (await All(null, new() { AssigneeId = "a-" + _desk })).Should().Equal(mine.TicketId);
        (await All(null, new() { AssigneeId = "a-" + _desk, Open = true })).Should().Equal(mine.TicketId);
        (await All([_desk], new() { AssigneeId = "" })).Should().Equal(nobodys.TicketId);
        foreach (var words in new[] { "broken", "% B", "[pot]_!", "破了", $"#{mine.Number}", $"{mine.Number}" })
            (await All([_desk], new() { Text = words })).Should().Equal([mine.TicketId], words);
        (await All([_desk], new() { Text = "保安堂" })).Should().HaveCount(2);
        (await All([_desk], new() { Text = _buyer.UserId, Open = true })).Should().HaveCount(2);
        foreach (var words in new[] { "' or 1=1 --", "%", "\"", "*", "pot_" }) (await All([_other], new() { Text = words })).Should().BeEmpty(words);
    }

    [Fact]
    public async Task A_position_that_was_not_given_out_for_such_a_list_is_refused()
    {
        foreach (var (next, open) in new[] { ("x", false), ("n", false), ("n-1", false), ("r1", false), ("n1", true), ("' or 1=1", true), ("", false) })
        {
            var list = () => Tickets.List([_desk], new() { Next = next, Open = open }, default);
            await list.Should().ThrowAsync<FormatException>(next);
        }
    }

    [Fact]
    public async Task What_cannot_be_stored_is_refused_and_opens_nothing()
    {
        var id = Guid.CreateVersion7();
        var open = () => Tickets.Open(_desk, (number, _) => Opening(id, number, ticket => ticket with { Subject = "a\0" }), default);
        await open.Should().ThrowAsync<EntryRejectedException>();
        (await Tickets.Load(id, default)).Should().BeNull();
    }

    private static IEnumerable<Guid> Ids(IEnumerable<Ticket> tickets) => tickets.Select(ticket => ticket.TicketId);

    private static TicketDraft Draft(Ticket ticket) => new(new(ticket, "b", []), new("a1", "安", UserRole.Agent, []), Chat.Start.AddMinutes(1));

    private async Task<Guid[]> All(string[]? desks, TicketQuery query)
    {
        var (found, next) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await Tickets.List(desks, query with { Next = next, Limit = 2 }, default);
            page.Tickets.Should().HaveCountLessThanOrEqualTo(2);
            found.AddRange(Ids(page.Tickets));
            next = page.Next;
        }
        while (next is not null);
        return [.. found];
    }

    private async Task<Ticket> Open(Func<Ticket, Ticket>? with = null, bool chosen = false)
    {
        var opened = await Tickets.Open(_desk, (number, seats) => Opening(Guid.CreateVersion7(), number, with ?? (ticket => ticket), chosen ? seats : null), default);
        return opened!.Stored.Ticket;
    }

    private TicketAppend Opening(Guid id, long number, Func<Ticket, Ticket> with, SeatLoad[]? seats = null)
    {
        var ticket = with(new()
        {
            TicketId = id,
            Number = number,
            DeskId = _desk,
            Subject = "subject",
            Description = "",
            Status = TicketStatus.Pending,
            Priority = TicketPriority.Normal,
            CustomerId = _buyer.UserId,
            CustomerName = _buyer.Name,
            SessionIds = [],
            CreatedAt = Chat.Start,
            UpdatedAt = Chat.Start,
            Revision = 0,
        });
        var draft = new TicketDraft(new(ticket, _buyer.UserId, []), _buyer, Chat.Start);
        draft.Open();
        if (seats is not null) draft.Choose(seats);
        return draft.ToAppend();
    }

    private async Task<string> Seat(string name, params string[] skills)
    {
        var id = $"{name}-{Guid.CreateVersion7():N}";
        await database.Store.Users.Add(new(id, name, UserRole.Agent, []), id[..30], "hash", Chat.Start, default);
        await database.Store.Desks.SaveSeat(new DeskSeat(_desk, id, name, 4) { Skills = skills }, default);
        return id;
    }
}

public sealed class SqliteTicketTests(SqliteFixture database) : TicketContract(database), IClassFixture<SqliteFixture>
{
    private readonly SqliteFixture _database = database;

    [Fact]
    public async Task Every_list_is_read_along_an_index_from_where_the_last_page_ended()
    {
        var sql = new TicketSql(SqliteDialect.Instance);
        foreach (var (deskId, query, seek) in new[]
        {
            ("d", new TicketQuery(), "tickets_of_desk (desk_id=? AND number<?)"),
            ("d", new TicketQuery { Open = true }, "tickets_open_at_desk (desk_id=? AND open_rank>?)"),
            ("d", new TicketQuery { Open = true, AssigneeId = "" }, "tickets_open_at_desk (desk_id=? AND open_rank>?)"),
            ("d", new TicketQuery { Status = TicketStatus.Closed }, "tickets_of_desk_and_status (desk_id=? AND status=? AND number<?)"),
            ("d", new TicketQuery { CustomerId = "c" }, "tickets_of_customer (customer_id=? AND number<?)"),
            ("d", new TicketQuery { AssigneeId = "a", Open = true }, "tickets_open_of_assignee (assignee_id=? AND open_rank>?)"),
            (null, new TicketQuery { AssigneeId = "a" }, "tickets_of_assignee (assignee_id=? AND number<?)"),
            (null, new TicketQuery { Status = TicketStatus.Resolved }, "tickets_of_status (status=? AND number<?)"),
            (null, new TicketQuery(), "tickets_number (number<?)"),
        })
        {
            var plan = await _database.Store.Database.Read(connection => connection.QueryAsync<PlanStep>(
                $"explain query plan {sql.List(deskId, query)}", new { deskId, customerId = "c", assigneeId = "a", position = 1L, count = 31 }), default);
            plan.Should().ContainSingle(query.ToString()).Which.Detail.Should().StartWith("SEARCH").And.EndWith($"USING INDEX {seek}", query.ToString());
        }
    }

    private sealed class PlanStep
    {
        public string Detail { get; init; } = "";
    }
}

public sealed class PostgresTicketTests(PostgresFixture database) : TicketContract(database), IClassFixture<PostgresFixture>;
