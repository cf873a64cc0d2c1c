using LiveChat.Tickets;

namespace LiveChat.Unit.Tickets;

public sealed class TicketRulesTests
{
    // Asked here and not through a grain: between processes, half a character arrives as a sign for what could not be read.
    // For the same reason they are no arguments of an attribute.
    [Fact]
    public void Text_that_no_database_keeps_is_refused()
    {
        foreach (var description in new[] { "half \ud83d", "\udc00 half", "a\0b" })
            TicketRules.Refuse(new NewTicket("m1", "Broken pot", description), DateTimeOffset.UnixEpoch)!.Code.Should().Be(RefusalCode.Invalid);
    }
}
