using LiveChat.Sessions;

namespace LiveChat.Unit.Sessions;

public sealed class ViewersTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private static readonly Caller Ann = new("a1", "Ann", UserRole.Agent, ["m1"]);
    private static readonly Caller Abe = new("a2", "Abe", UserRole.Agent, ["m1"]);

    private readonly Viewers _viewers = new();

    [Fact]
    public void Each_sees_the_others_and_not_themselves()
    {
        _viewers.Set(Ann, isViewing: true, isTyping: false, Now);
        _viewers.Set(Abe, isViewing: true, isTyping: true, Now);
        _viewers.Others("a1", Now).Should().Equal(new Viewer("a2", "Abe", true));
        _viewers.Others("root", Now).Should().HaveCount(2);
    }

    [Fact]
    public void Who_looks_away_is_gone_at_once_and_who_says_no_more_after_a_while()
    {
        _viewers.Set(Ann, isViewing: true, isTyping: false, Now);
        _viewers.Set(Abe, isViewing: true, isTyping: false, Now);
        _viewers.Set(Ann, isViewing: false, isTyping: false, Now);
        _viewers.Others("", Now.AddSeconds(44)).Should().Equal(new Viewer("a2", "Abe", false));
        _viewers.Others("", Now.AddSeconds(45)).Should().BeEmpty();
    }
}
