using LiveChat.Search;

namespace LiveChat.Unit.Search;

/// <summary>What a query finds in a text: by the text itself, and by what the index knows of it.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData("訂單什麼時候到", "訂單")]
    [InlineData("訂單什麼時候到", "單")]
    [InlineData("訂單什麼時候到", "订单")]
    [InlineData("订单什么时候到", "訂單")]
    [InlineData("我的訂單呢", "訂單")]
    [InlineData("Where is my refund?", "refund")]
    [InlineData("Where is my refund?", "REFUND")]
    [InlineData("Where is my refund?", "efun")]
    [InlineData("Where is my refund?", "wh")]
    [InlineData("Where is my refund?", "m")]
    [InlineData("Where is my refund?", "refund where")]
    [InlineData("Where is my refund?", "\"refund\"")]
    [InlineData("Where is my refund?", "-refund")]
    [InlineData("Where is my refund?", "refund*")]
    [InlineData("Where is my refund?", "(refund")]
    [InlineData("this AND that", "AND")]
    [InlineData("you OR me", "OR -me")]
    [InlineData("ＷＩＦＩ 密碼", "wifi")]
    [InlineData("wifi", "ＷｉＦｉ")]
    [InlineData("iPhone手機殼", "iphone手機")]
    [InlineData("iPhone手機殼", "e手")]
    [InlineData("order no. 20261120001", "1120")]
    [InlineData("A12 is mine", "A12")]
    [InlineData("謝謝😀！", "😀")]
    [InlineData("我❤️你", "❤")]
    [InlineData("我❤你", "❤️")]
    [InlineData("mail me: user@example.com", "user@example.com")]
    [InlineData("Café au lait", "café")]
    [InlineData("Cafe\u0301 au lait", "café")]
    [InlineData("価格はいくらですか", "いくら")]
    [InlineData("배송은 언제", "송은")]
    [InlineData("costs 5$ + tax", "$")]
    [InlineData("costs 5$ + tax", "+")]
    [InlineData("a\0b c", "b c")]
    [InlineData("𠮷野家", "𠮷")]
    [InlineData("don't worry", "don't")]
    [InlineData("x y", "x\ny")]
    public void It_is_found(string text, string query)
    {
        Holds(text, query).Should().BeTrue();
        SearchQuery.Parse(query).Terms.Should().NotBeEmpty().And.BeSubsetOf(SearchTerms.Of(FoldedText.Of(text).Text), "the index must not hide what the text holds");
    }

    [Theory]
    [InlineData("訂單什麼時候到", "單訂")]
    [InlineData("訂單什麼時候到", "退貨")]
    [InlineData("訂 單", "訂單")]
    [InlineData("Where is my refund?", "refunds")]
    [InlineData("Where is my refund?", "y")]
    [InlineData("Where is my refund?", "re fund where not")]
    [InlineData("abxbc", "abc")]
    [InlineData("x", "xy")]
    public void It_is_not_found(string text, string query) => Holds(text, query).Should().BeFalse();

    [Theory]
    [InlineData("\"")]
    [InlineData("*")]
    [InlineData("-")]
    [InlineData("\0")]
    [InlineData("\0\0 \u0001")]
    [InlineData("…。！？")]
    [InlineData("\u200D")]
    [InlineData("'")]
    [InlineData("()[]{}:;")]
    public void What_is_no_text_asks_for_nothing(string query) => SearchQuery.Parse(query).Terms.Should().BeEmpty();

    [Fact]
    public void Half_a_character_does_no_harm()
    {
        foreach (var query in new[] { "\uD83D", "\uDE00 x", "a\uD83Db", "\uD83D\u0301" }) FluentActions.Invoking(() => SearchQuery.Parse(query)).Should().NotThrow();
    }

    [Fact]
    public void Terms_hold_nothing_that_an_index_could_take_for_syntax()
    {
        var all = new string([.. Enumerable.Range(1, 0xD7FF).Select(c => (char)c)]);
        foreach (var term in SearchTerms.Of(FoldedText.Of(all).Text).Concat(SearchQuery.Parse(all).Terms))
            term.Should().NotContainAny("\"", " ", "*", "'", "(", ")", "^", ":", "-", "\0");
    }

    [Fact]
    public void A_long_text_gives_a_bounded_number_of_terms()
    {
        var random = new Random(7);
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(_ => (char)random.Next(0x4E00, 0x9FFF)).Chunk(50).Select(run => new string(run) + " "));
        SearchTerms.Of(text).Count.Should().BeLessThan(SearchTerms.Most + 200);
        SearchQuery.Parse(text[..200]).Terms.Length.Should().BeLessThanOrEqualTo(32);
    }

    [Theory]
    [InlineData("Where is my refund?", "refund my", "Where is [my] [refund]?")]
    [InlineData("订单，訂單", "訂單", "[订单]，[訂單]")]
    [InlineData("one\ntwo\r\nthree", "two", "one [two]  three")]
    [InlineData("aaa", "aa a", "[aa]a")]
    [InlineData("Cafe\u0301!", "café", "[Cafe\u0301]!")]
    [InlineData("ＷＩＦＩ", "if", null)]
    [InlineData("ＷＩＦＩ", "wif", "[ＷＩＦ]Ｉ")]
    [InlineData("<b>x</b> &amp; 😀", "😀", "<b>x</b> &amp; [😀]")]
    public void A_snippet_marks_what_was_found(string text, string query, string? expected) => Marked(text, query).Should().Be(expected);

    [Fact]
    public void A_snippet_of_a_long_text_is_cut_on_both_sides_and_never_through_a_character()
    {
        var text = string.Concat(Enumerable.Repeat("😀", 300)) + "needle" + string.Concat(Enumerable.Repeat("👩‍🚀", 300));
        var marked = Marked(text, "needle")!;
        marked.Should().StartWith("…😀").And.Contain("[needle]👩‍🚀").And.EndWith("👩‍🚀…");
        marked.Length.Should().BeLessThan(250);
    }

    [Fact]
    public void What_is_searched_is_what_was_said_and_the_names_of_files()
    {
        var message = new LiveChat.Sessions.Message
        {
            MessageId = Guid.Empty, SessionId = Guid.Empty, Seq = 1, Type = LiveChat.Sessions.MessageType.User, SenderId = "b1", SenderName = "", Content = "", CreatedAt = default,
            Attachments = [new(Guid.Empty, "a.pdf", 1, "application/pdf"), new(Guid.Empty, "b.png", 1, "image/png")],
        };
        SearchedText.Of(message).Should().Be("a.pdf\nb.png");
        SearchedText.Of(message with { Content = "see" }).Should().Be("see\na.pdf\nb.png");
        SearchedText.Of(message with { Attachments = null, Content = "see" }).Should().Be("see");
        SearchedText.Of(message with { Recalled = true }).Should().BeEmpty();
        SearchedText.Of(message with { Type = LiveChat.Sessions.MessageType.System, Content = "x" }).Should().BeEmpty();
    }

    [Fact]
    public void Finds_beyond_the_snippet_are_not_marked_and_marks_are_bounded()
    {
        Marked("x " + new string('-', 500) + " x", "x").Should().StartWith("[x] --").And.EndWith("-…");
        Marked(string.Concat(Enumerable.Repeat("貨 ", 50)), "貨")!.Count(letter => letter == '[').Should().Be(20);
    }

    private static bool Holds(string text, string query) => SearchQuery.Parse(query).Match(FoldedText.Of(text).Text) is not null;

    private static string? Marked(string text, string query)
    {
        var folded = FoldedText.Of(text);
        if (SearchQuery.Parse(query).Match(folded.Text) is not { } finds) return null;
        var (snippet, marks) = Snippets.Around(text, folded, finds);
        foreach (var mark in marks.Reverse()) snippet = snippet.Insert(mark.Start + mark.Length, "]").Insert(mark.Start, "[");
        return snippet;
    }
}
