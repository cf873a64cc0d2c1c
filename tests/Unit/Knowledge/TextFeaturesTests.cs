using LiveChat.Knowledge;

namespace LiveChat.Unit.Knowledge;

public sealed class TextFeaturesTests
{
    [Theory]
    [InlineData("How do I RETURN an item?", "return item")]
    [InlineData("returned returning returns", "return return return")]
    [InlineData("changing changed changes", "chang chang chang")]
    [InlineData("boxes, batches; addresses", "box batch address")]
    [InlineData("Shipping stopped", "ship stop")]
    [InlineData("the bus is free", "bus fre")]
    [InlineData("what's the customer’s e-mail", "customer e mail")]
    [InlineData("50mg B12", "50mg b12")]
    [InlineData("ＶＩＳＡ　ｃａｒｄ", "visa card")]
    public void Words_are_stemmed_lower_case_and_without_function_words(string text, string terms) =>
        TextFeatures.Of(text).Should().Equal(terms.Split(' '));

    [Theory]
    [InlineData("運費", "运费")]
    [InlineData("退款時間", "退款 款时 时间")]
    [InlineData("請問運費怎麼算？", "运费 算")]
    [InlineData("请问运费怎么算？", "运费 算")]
    [InlineData("我的訂單在哪裡", "订单")]
    [InlineData("用LINE Pay付款", "用 lin pay 付款")]
    public void Chinese_gives_pairs_in_one_script(string text, string terms) => TextFeatures.Of(text).Should().Equal(terms.Split(' '));

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t ")]
    [InlineData("？！…，。")]
    [InlineData("how do I")]
    [InlineData("請問怎麼")]
    [InlineData("\ud800")]
    [InlineData("\udc00 \ud83d")]
    public void Nothing_to_compare_gives_no_terms(string text) => TextFeatures.Of(text).Should().BeEmpty();

    [Fact]
    public void A_word_without_end_is_cut() =>
        TextFeatures.Of(new string('x', 100_000)).Should().ContainSingle().Which.Length.Should().Be(TextFeatures.LongestWord);

    [Theory]
    [InlineData("運費怎麼算", Language.Traditional)]
    [InlineData("运费怎么算", Language.Simplified)]
    [InlineData("How much is shipping?", Language.English)]
    [InlineData("iPhone 15 Pro 有現貨嗎", Language.Traditional)]
    [InlineData("PayPal 可以用吗", Language.Simplified)]
    [InlineData("What does 中 mean in the name of this product?", Language.English)]
    [InlineData("大小", Language.Traditional)]
    public void A_text_shows_its_language(string text, string language) => Language.Of(text).Should().Be(language);

    [Theory]
    [InlineData("12345")]
    [InlineData("👍")]
    [InlineData("")]
    public void Some_texts_show_none(string text) => Language.Of(text).Should().BeNull();

    [Fact]
    public void Chinese_written_alike_in_both_scripts_is_what_the_caller_says() =>
        Language.Of("大小", chinese: Language.Simplified).Should().Be(Language.Simplified);
}
