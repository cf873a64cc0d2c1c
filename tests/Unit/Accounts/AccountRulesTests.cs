using LiveChat.Accounts;

namespace LiveChat.Unit.Accounts;

public class AccountRulesTests
{
    [Theory]
    [InlineData("mei")]
    [InlineData("mei.lin_2-x")]
    [InlineData("12345678901234567890123456789012")]
    public void Takes_user_names_of_plain_characters(string name) => AccountRules.RefuseUserName(name).Should().BeNull();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("123456789012345678901234567890123")]
    [InlineData("Mei")]
    [InlineData("mei lin")]
    [InlineData("mei/lin")]
    [InlineData("mei\u0000")]
    [InlineData("美玲玲")]
    [InlineData("mеi")] // the second letter is Cyrillic
    public void Refuses_other_user_names(string name) => AccountRules.RefuseUserName(name)!.Code.Should().Be(RefusalCode.Invalid);

    [Theory]
    [InlineData("1234567")]
    [InlineData("12345678")]
    [InlineData("QWERTYUIOP")]
    [InlineData("zzzzzzzzzz")]
    [InlineData("my-meilin-secret")]
    [InlineData("my-MEILIN-secret")]
    public void Refuses_weak_passwords(string password) => AccountRules.RefusePassword("meilin", password)!.Code.Should().Be(RefusalCode.Invalid);

    [Fact]
    public void Refuses_passwords_that_cost_too_much_to_hash() => AccountRules.RefusePassword("meilin", new string('x', 128) + "y").Should().NotBeNull();

    [Theory]
    [InlineData("correct horse")]
    [InlineData("密碼密碼密碼密碼")]
    [InlineData("\u0000 is as good as any")]
    public void Takes_other_passwords(string password) => AccountRules.RefusePassword("meilin", password).Should().BeNull();

    [Theory]
    [InlineData("line\nbreak", RefusalCode.Invalid)]
    [InlineData("half \ud83d", RefusalCode.Invalid)]
    [InlineData("turned \u202Eround", RefusalCode.Invalid)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901", RefusalCode.TooLong)]
    public void Refuses_names_that_cannot_be_shown(string name, string code) => AccountRules.RefuseName(name)!.Code.Should().Be(code);

    [Theory]
    [InlineData(null)]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("小明 😀")]
    public void Takes_names_that_are_text(string? name) => AccountRules.RefuseName(name).Should().BeNull();

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("  ", null)]
    [InlineData(" 小明 ", "小明")]
    public void Tidies_names(string? name, string? tidy) => AccountRules.Tidy(name).Should().Be(tidy);
}
