using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class GroupTypistsTests
{
    private static readonly DateTimeOffset Start = Some.Now;

    [Fact]
    public void Five_are_shown_at_a_time_and_the_sixth_when_one_ceases()
    {
        var typists = new GroupTypists();
        for (var i = 0; i < 5; i++) typists.Shows($"u{i}", true, Start).Should().BeTrue();
        typists.Shows("late", true, Start).Should().BeFalse();
        typists.Shows("late", false, Start).Should().BeFalse("nobody was told");
        typists.Shows("u0", true, Start).Should().BeTrue("it goes on");
        typists.Shows("u1", false, Start).Should().BeTrue();
        typists.Shows("late", true, Start).Should().BeTrue();
    }

    [Fact]
    public void Who_never_says_that_they_ceased_is_forgotten()
    {
        var typists = new GroupTypists();
        for (var i = 0; i < 5; i++) typists.Shows($"u{i}", true, Start);
        typists.Shows("late", true, Start.AddSeconds(7)).Should().BeTrue();
    }
}
