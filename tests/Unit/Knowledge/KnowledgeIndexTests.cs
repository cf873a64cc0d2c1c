using LiveChat.Knowledge;

namespace LiveChat.Unit.Knowledge;

public sealed class KnowledgeIndexTests
{
    private static readonly KnowledgeIndex Demo = Articles.DemoIndex();

    [Theory]
    [InlineData("How much do you charge for delivery?", "How much is shipping?")]
    [InlineData("when will my parcel arrive", "How long does delivery take?")]
    [InlineData("where is my package", "How do I track my order?")]
    [InlineData("I want to send something back", "How do I return an item?")]
    [InlineData("can you ship to Singapore", "Do you ship overseas?")]
    [InlineData("my bottle arrived broken", "What if an item arrives damaged or wrong?")]
    [InlineData("I need an invoice with my company tax number", "How do I get an invoice?")]
    [InlineData("Can I pay with PayPal?", "Which payment methods do you accept?")]
    [InlineData("my card was declined", "What can I do when a payment fails?")]
    [InlineData("what time do you open on weekends", "What are your opening hours?")]
    [InlineData("i forgot my password", "I forgot my password. What now?")]
    [InlineData("do you have a membership discount", "What are the membership levels and benefits?")]
    [InlineData("運費多少錢", "運費怎麼算？")]
    [InlineData("幾天會到貨？", "多久可以收到貨？")]
    [InlineData("我想退貨", "如何退貨？")]
    [InlineData("退款要等多久", "退款什麼時候會到帳？")]
    [InlineData("收到的藥破損了", "收到的商品損壞或寄錯了怎麼辦？")]
    [InlineData("可以刷信用卡嗎", "有哪些付款方式？")]
    [InlineData("發票要打統編", "如何開立發票？")]
    [InlineData("你們幾點營業", "客服的服務時間是什麼時候？")]
    [InlineData("忘記密碼了", "忘記密碼怎麼辦？")]
    [InlineData("处方药怎么购买", "处方药怎么买？")]
    [InlineData("运费多少钱", "运费怎么算？")]
    [InlineData("我要退货", "如何退货？")]
    [InlineData("可以送到香港吗", "可以送到海外吗？")]
    [InlineData("积分什么时候到期", "积分怎么累积和使用？")]
    [InlineData("药品要放冰箱吗", "药品应该怎么保存？")]
    [InlineData("你们营业时间是几点", "客服的服务时间是什么时候？")]
    public void Finds_the_article_that_answers(string question, string title)
    {
        var best = Demo.Search(question, 3).First();
        best.Article.Question.Should().Be(title);
        best.Confident.Should().BeTrue();
    }

    [Theory]
    [InlineData("Who won the football world championship?")]
    [InlineData("Write me a poem about the sea")]
    [InlineData("What is the capital of France?")]
    [InlineData("今天天氣好嗎")]
    [InlineData("你覺得誰會當選總統")]
    [InlineData("帮我写一首诗")]
    [InlineData("明天会下雨吗")]
    [InlineData("asdf qwer zxcv")]
    public void Is_not_confident_about_what_no_article_answers(string question) =>
        Demo.Search(question, 3).Should().NotContain(hit => hit.Confident);

    [Theory]
    [InlineData("\" OR 1=1 --")]
    [InlineData("refund AND NOT (shipping*)")]
    [InlineData("question:* ^2 ~ [a TO z] \\")]
    [InlineData("'; DROP TABLE faq; --")]
    [InlineData("\0\ud800")]
    public void Query_text_is_never_syntax(string question) =>
        FluentActions.Invoking(() => Demo.Search(question, 3)).Should().NotThrow();

    [Fact]
    public void Prefers_the_language_of_the_question_and_falls_back_to_the_nearest()
    {
        var traditional = Articles.Article("運費怎麼算？", "八十元", Language.Traditional);
        var simplified = Articles.Article("运费怎么算？", "八十元", Language.Simplified);
        var index = Articles.Index(simplified, traditional);
        index.Search("運費？", 5).Select(hit => hit.Article).Should().Equal(traditional);
        index.Search("运费？", 5).Select(hit => hit.Article).Should().Equal(simplified);

        index.Remove(traditional.FaqId);
        index.Search("運費？", 5).Select(hit => hit.Article).Should().Equal(simplified);
    }

    [Fact]
    public void Replaces_and_removes_without_a_trace()
    {
        var first = Articles.Article("How much is shipping?", "It is 80.");
        var index = Articles.Index(first);
        index.Put(first with { Question = "How do I pay?", Answer = "By card." });
        index.Count.Should().Be(1);
        index.Search("shipping", 5).Should().BeEmpty();
        index.Search("pay by card", 5).Should().ContainSingle().Which.Confident.Should().BeTrue();

        index.Put(first with { Language = Language.Traditional, Question = "怎麼付款", Answer = "刷卡" });
        index.Search("pay by card", 5).Should().BeEmpty();
        index.Remove(first.FaqId).Should().BeTrue();
        index.Remove(first.FaqId).Should().BeFalse();
        index.Search("付款", 5).Should().BeEmpty();
        index.Count.Should().Be(0);
    }

    [Fact]
    public void Gives_as_many_as_asked_for_and_no_more()
    {
        Demo.Search("order", 2).Should().HaveCount(2);
        new KnowledgeIndex().Search("order", 5).Should().BeEmpty();
    }

    [Fact]
    public void A_pasted_novel_costs_no_more_than_a_long_question()
    {
        var novel = string.Join(' ', Enumerable.Range(0, 50_000).Select(i => $"word{i}")) + " refund";
        Demo.Search(novel, 3).Should().BeEmpty("terms beyond the first hundreds are not looked at");
    }
}
