using LiveChat.Contacts;
using LiveChat.Unit.Sessions;

namespace LiveChat.Unit.Contacts;

public sealed class ContactRulesTests
{
    [Fact]
    public void A_visitor_looks_nowhere() => ContactRules.ScopeOf(Some.Visitor).Should().BeNull();

    [Fact]
    public void A_buyer_looks_among_merchants() => ContactRules.ScopeOf(Some.Buyer).Should().Be(new ContactScope("b1", Merchants: true));

    [Fact]
    public void Staff_looks_at_its_desks() => ContactRules.ScopeOf(Some.Agent).Should().Be(new ContactScope("a1", Desks: true));

    [Fact]
    public void An_admin_looks_everywhere() => ContactRules.ScopeOf(Some.Admin).Should().Be(new ContactScope("root", Everybody: true));
}
