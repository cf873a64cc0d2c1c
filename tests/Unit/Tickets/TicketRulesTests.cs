using LiveChat.Tickets;

namespace LiveChat.Unit.Tickets;

public sealed class TicketRulesTests
{
    // Asked here and not through a grain: between processes, half a character arrives as a sign for what could not be read.
    [Theory]
    [InlineData("half \ud83d")]
    [InlineData("\udc00 half")]
    [InlineData("a\0b")]
    public void Text_that_no_database_keeps_is_refused(string description) =>
        TicketRules.Refuse(new NewTicket("m1", "Broken pot", description), DateTimeOffset.UnixEpoch)!.Code.Should().Be(RefusalCode.Invalid);
}
