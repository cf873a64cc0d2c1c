using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class ReceiptRulesTests
{
    private static readonly SessionMember[] Members =
    [
        new("sender", "Sue", UserRole.Customer, 9),
        new("reader", "Ray", UserRole.Customer, 5),
        new("early", "Eve", UserRole.Customer, 4),
        new("newcomer", "Ned", UserRole.Customer, 9, GroupRole.Member, JoinedSeq: 7),
    ];

    [Fact]
    public void The_sender_and_who_came_later_do_not_count()
    {
        var receipts = ReceiptRules.Of(Members, "sender", 5);
        (receipts.ReadBy, receipts.Total).Should().Be((1, 2));
        receipts.Users.Should().Equal(new Reader("reader", "Ray"));
    }

    [Fact]
    public void A_newcomer_counts_from_the_entry_after_the_own_coming()
    {
        ReceiptRules.Of(Members, "sender", 7).Total.Should().Be(2);
        var receipts = ReceiptRules.Of(Members, "sender", 8);
        (receipts.ReadBy, receipts.Total).Should().Be((1, 3));
    }

    [Fact]
    public void So_many_are_named_and_all_are_counted()
    {
        var crowd = Enumerable.Range(0, 500).Select(i => new SessionMember($"u{i:000}", $"n{999 - i}", UserRole.Customer, i % 2 == 0 ? 3 : 2)).ToArray();
        var receipts = ReceiptRules.Of(crowd, "nobody", 3);
        (receipts.ReadBy, receipts.Total).Should().Be((250, 500));
        receipts.Users.Should().HaveCount(ReadReceipts.MostUsers).And.BeInAscendingOrder(reader => reader.Name);
    }
}
