using LiveChat.Accounts;

namespace LiveChat.Unit.Accounts;

public class RefreshTokenTests
{
    [Fact]
    public void Is_read_as_it_was_written()
    {
        var token = RefreshToken.Make("x-客人.1", Guid.CreateVersion7());
        RefreshToken.TryParse(token.ToString(), out var read).Should().BeTrue();
        read.Should().Be(token);
        read.Matches(token.Hash()).Should().BeTrue();
    }

    [Fact]
    public void Two_of_one_sign_in_differ_and_do_not_match_each_other()
    {
        var (signIn, user) = (Guid.CreateVersion7(), "b1");
        var (one, other) = (RefreshToken.Make(user, signIn), RefreshToken.Make(user, signIn));
        one.Matches(other.Hash()).Should().BeFalse();
        one.Hash().Should().NotContain(one.Secret);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("!.01a1f7f116857d67bb60a5634b895ec6.secret")]
    [InlineData("YjE.01a1f7f116857d67bb60a5634b895ec6.")]
    [InlineData("YjE.01a1f7f116857d67bb60a5634b895ec6.secret.more")]
    [InlineData("YjE.not-an-id.secret")]
    public void Whatever_else_is_refused(string? text) => RefreshToken.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void What_is_too_long_is_not_even_looked_at() =>
        RefreshToken.TryParse($"YjE.01a1f7f116857d67bb60a5634b895ec6.{new string('s', 1000)}", out _).Should().BeFalse();
}
