using LiveChat.Schedules;

namespace LiveChat.Cluster.Schedules;

/// <summary>Who may read and set a schedule, and messages that are left.</summary>
public sealed class ScheduleTests : IAsyncLifetime
{
    private static readonly DeskSchedule Wanted = DeskSchedule.Always("m1") with { Zone = "Asia/Taipei", Hours = [new(DayOfWeek.Monday, 540, 1080)] };

    private readonly ScriptedTickets _tickets = new();
    private ChatCluster _chat = null!;

    private ISchedule Schedule => _chat.Client.GetGrain<ISchedule>("m1");

    public async Task InitializeAsync()
    {
        _chat = await ChatCluster.Start(_tickets.Install);
        await _chat.Stores.Desks.SaveSeat(new("m1", "a1", "Ann", 3), default);
    }

    public async Task DisposeAsync() => await _chat.DisposeAsync();

    [Fact]
    public async Task A_desk_where_none_was_set_serves_around_the_clock()
    {
        (await Schedule.Opening()).Should().Be(new DeskOpening(true, null));
        (await Schedule.Read(People.Agent)).Value.Should().BeEquivalentTo(DeskSchedule.Always("m1"));
        (await Schedule.Route("anything")).Value.Should().Be(new DeskRoute("m1"));
    }

    [Fact]
    public async Task Its_staff_reads_it_and_admins_set_it()
    {
        foreach (var stranger in new[] { People.Visitor, People.Buyer, People.AgentElsewhere })
            (await Schedule.Read(stranger)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        foreach (var other in new[] { People.Visitor, People.Agent, People.AgentElsewhere })
            (await Schedule.Change(other, Wanted)).Refusal!.Code.Should().Be(RefusalCode.Forbidden);
        (await _chat.Client.GetGrain<ISchedule>("nowhere").Read(People.Admin)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await _chat.Client.GetGrain<ISchedule>("nowhere").Change(People.Admin, Wanted)).Refusal!.Code.Should().Be(RefusalCode.NotFound);
        (await Schedule.Change(People.Admin, Wanted with { Zone = "Nowhere/Land" })).Refusal!.Code.Should().Be(RefusalCode.Invalid);
        (await Schedule.Read(People.Admin)).Value!.Revision.Should().Be(0);
    }

    [Fact]
    public async Task A_change_made_from_an_older_one_is_refused_and_what_changes_nothing_is_no_change()
    {
        var first = (await Schedule.Change(People.Admin, Wanted)).Value!;
        first.Revision.Should().Be(1);
        (await Schedule.Change(People.Admin, Wanted with { Targets = new(60, null, 75) })).Refusal!.Code.Should().Be(RefusalCode.Conflict);
        (await Schedule.Change(People.Admin, first)).Value!.Revision.Should().Be(1);
        (await Schedule.Change(People.Admin, first with { Targets = new(60, null, 75) })).Value!.Revision.Should().Be(2);
        (await Schedule.Opening()).Until.Should().NotBeNull();
    }

    [Fact]
    public async Task A_message_becomes_a_ticket_once_with_the_address_to_answer_to()
    {
        var id = Guid.CreateVersion7();
        var message = _chat.Client.GetGrain<IAwayMessage>(id);
        var draft = new AwayDraft("m1", " 王小明 ", "ming@mail.example", "茶壺破了\n怎麼辦？", null);
        (await message.Leave(People.Visitor, draft)).Value!.TicketId.Should().Be(id);
        (await message.Leave(People.Visitor, draft)).Value!.TicketId.Should().Be(id);

        _tickets.All.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Subject = "茶壺破了 怎麼辦？", Description = "茶壺破了\n怎麼辦？", CustomerName = "王小明", ContactAddress = "ming@mail.example", CustomerId = "v-1",
        });
        _tickets.Comments.All.Should().BeEmpty();
        (await message.Leave(People.Visitor, draft with { Address = "nowhere" })).Refusal!.Code.Should().Be(RefusalCode.Invalid);
    }

    [Fact]
    public async Task What_is_added_to_a_wish_that_was_kept_is_a_comment_on_its_ticket()
    {
        var wish = AwayRules.WishId(Guid.CreateVersion7(), DateTimeOffset.UnixEpoch);
        var message = _chat.Client.GetGrain<IAwayMessage>(wish);
        await message.Keep(new(Guid.CreateVersion7(), "m1", People.Visitor, "the parcel is late", null));
        await _tickets.Openings.Expect<(Guid TicketId, Caller, LiveChat.Tickets.NewTicket)>(opening => opening.TicketId == wish);

        (await message.Leave(People.Visitor, new("m1", "Vera", "vera@mail.example", "It is number 7.", null))).Value!.TicketId.Should().Be(wish);
        _tickets.Comments.All.Should().ContainSingle().Which.Should().BeEquivalentTo(new { CommentId = wish, Content = "Vera <vera@mail.example>\n\nIt is number 7.", Internal = false });
    }

    [Fact]
    public async Task The_same_opening_that_a_ticket_refuses_is_refused_to_who_leaves_the_message()
    {
        _tickets.Refusal = new(RefusalCode.NotFound, "There is no such desk.");
        (await _chat.Client.GetGrain<IAwayMessage>(Guid.CreateVersion7()).Leave(People.Visitor, new("nowhere", "Vera", "vera@mail.example", "hello", null)))
            .Refusal!.Code.Should().Be(RefusalCode.NotFound);
    }
}
