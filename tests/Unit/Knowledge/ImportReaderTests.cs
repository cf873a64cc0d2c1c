using System.Text;
using LiveChat.Knowledge;
using LiveChat.Knowledge.Importing;

namespace LiveChat.Unit.Knowledge;

public sealed class ImportReaderTests
{
    private static readonly KnowledgeOptions Limits = new() { MaxImportBytes = 100_000, MaxImportArticles = 50 };

    [Theory]
    [InlineData("question,answer\r\nHow?,So.\r\n")]
    [InlineData("\uFEFFanswer;QUESTION;other\nSo.;How?;x")]
    [InlineData("Title\tBody\nHow?\tSo.\n\n")]
    [InlineData("\"question\",\"answer\"\n\"How?\",\"So.\"")]
    [InlineData("問題,答案\nHow?,So.\n")]
    public void Csv_of_any_make_is_read(string text)
    {
        var row = Rows(ImportFormat.Csv, text).Should().ContainSingle().Subject;
        (row.Line, row.Fault, row.Draft!.Title, row.Draft.Body, row.Draft.Language).Should().Be((2, null, "How?", "So.", "en"));
    }

    [Fact]
    public void Csv_keeps_what_stands_in_quotation_marks_and_counts_lines_as_an_editor_does()
    {
        var rows = Rows(ImportFormat.Csv, "title,body,tags,category,language,status,kind\n\"A, \"\"quoted\"\"\",\"two\r\nlines\",a; b|c,退貨,zh-TW,draft,article\nB,b,,,,,\n");
        rows.Select(row => row.Line).Should().Equal(2, 4);
        rows[0].Draft.Should().BeEquivalentTo(new ArticleDraft(ArticleKind.Article, ArticleStatus.Draft, "A, \"quoted\"", "two\r\nlines", "zh-Hant", "退貨", ["a", "b", "c"]));
        rows[1].Draft.Should().BeEquivalentTo(new ArticleDraft(ArticleKind.Faq, ArticleStatus.Published, "B", "b", "en", "all", []));
    }

    [Fact]
    public void Bad_lines_are_named_and_the_others_read_on()
    {
        var rows = Rows(ImportFormat.Csv, """
            question,answer,language,status
            good 1,a,en,
            ,no question,en,
            no answer,,en,
            bad language,a,klingon,
            bad status,a,en,perhaps
            too,many,en,published,fields
            "text" after,a,en,
            good 1,again,en,
            "open,a,en,
            good 2,a,en,draft
            """.ReplaceLineEndings("\n"));
        rows.Where(row => row.Draft is not null).Select(row => (row.Line, row.Draft!.Title)).Should().Equal((2, "good 1"), (11, "good 2"));
        rows.Where(row => row.Fault is not null).Select(row => row.Line).Should().Equal(3, 4, 5, 6, 7, 8, 9, 10);
        rows.Single(row => row.Line == 9).Fault.Should().Contain("line 2");
        rows.Single(row => row.Line == 10).Fault.Should().Contain("quotation mark");
    }

    [Fact]
    public void Markdown_has_a_heading_for_each_article()
    {
        var rows = Rows(ImportFormat.Markdown, """
            ---
            category: shipping
            language: en
            ---
            Not of any article.
            # First
            tags: a, b
            status: draft

            Its text:
            ```
            # no heading
            ```
            ## Nor this
            # Empty
            # 第二
            分類: 退貨
            語言: zh-Hant
            text: stays
            """);
        rows.Select(row => row.Line).Should().Equal(6, 15, 16);
        rows[0].Draft.Should().BeEquivalentTo(new { Title = "First", Category = "shipping", Tags = new[] { "a", "b" }, Status = ArticleStatus.Draft, Language = "en" });
        rows[0].Draft!.Body.Should().StartWith("Its text:").And.Contain("# no heading").And.Contain("## Nor this");
        rows[1].Fault.Should().NotBeNull();
        rows[2].Draft.Should().BeEquivalentTo(new { Title = "第二", Category = "退貨", Language = "zh-Hant" });
        rows[2].Draft!.Body.Should().Be("text: stays");
    }

    [Theory]
    [InlineData("[{\"title\":\"A\",\"body\":\"b\",\"tags\":[\"x\",\"y\"]},\n\n5,\n{\"question\":\"B\",\"answer\":[]},\n {\"question\":\"C\",\"answer\":\"c\",\"tags\":\"x;y\",\"more\":{\"deep\":1}}]")]
    [InlineData("{\"version\":{\"a\":[1]},\"articles\":[{\"title\":\"A\",\"body\":\"b\",\"tags\":[\"x\",\"y\"]},\n\n5,\n{\"question\":\"B\",\"answer\":[]},\n {\"question\":\"C\",\"answer\":\"c\",\"tags\":\"x;y\"}],\"x\":1}")]
    public void Json_is_a_list_of_articles(string text)
    {
        var rows = Rows(ImportFormat.Json, text);
        rows.Select(row => (row.Line, row.Draft?.Title)).Should().Equal((1, "A"), (3, null), (4, null), (5, "C"));
        rows[0].Draft!.Tags.Should().Equal("x", "y");
        rows[3].Draft!.Tags.Should().Equal("x", "y");
    }

    [Theory]
    [InlineData(ImportFormat.Csv, "a,b\n1,2", "first line")]
    [InlineData(ImportFormat.Csv, "question,category\n1,2", "first line")]
    [InlineData(ImportFormat.Csv, "  \n ", "empty")]
    [InlineData(ImportFormat.Csv, "question,answer\n", "no articles")]
    [InlineData(ImportFormat.Markdown, "no heading\n## none", "heading")]
    [InlineData(ImportFormat.Markdown, "---\ncategory: a\n# A\nb", "three hyphens")]
    [InlineData(ImportFormat.Json, "[{\"title\":\"A\",\n\"body\":}]", "line 2")]
    [InlineData(ImportFormat.Json, "[] []", "line 1")]
    [InlineData(ImportFormat.Json, "\"text\"", "list")]
    [InlineData(ImportFormat.Json, "{\"articles\":{}}", "list")]
    [InlineData((ImportFormat)9, "x", "format")]
    [InlineData(ImportFormat.Csv, "question,answer\na\0,b", "UTF-8")]
    public void A_file_that_is_not_of_its_form_is_refused_as_a_whole(ImportFormat format, string text, string reason)
    {
        var refusal = ImportReader.Read(File(format, Encoding.UTF8.GetBytes(text)), Limits).Refusal;
        refusal!.Code.Should().Be(RefusalCode.Invalid);
        refusal.Reason.Should().Contain(reason);
    }

    [Fact]
    public void Json_that_is_too_deep_is_refused() =>
        ImportReader.Read(File(ImportFormat.Json, Encoding.UTF8.GetBytes(new string('[', 50) + new string(']', 50))), Limits).Refusal!.Code.Should().Be(RefusalCode.Invalid);

    [Theory]
    [InlineData("b0ddc3442c")]
    [InlineData("fffe710075006500")]
    public void Other_encodings_are_refused_with_what_to_do(string hex) =>
        ImportReader.Read(File(ImportFormat.Csv, Convert.FromHexString(hex)), Limits).Refusal!.Reason.Should().Contain("UTF-8");

    [Fact]
    public void What_is_too_much_is_refused_before_anything_is_written()
    {
        var long_ = ImportReader.Read(File(ImportFormat.Csv, new byte[100_001]), Limits);
        long_.Refusal!.Code.Should().Be(RefusalCode.TooLong);
        var many = string.Concat(Enumerable.Range(0, 51).Select(i => $"q{i},a\n"));
        ImportReader.Read(File(ImportFormat.Csv, Encoding.UTF8.GetBytes("question,answer\n" + many)), Limits).Refusal!.Code.Should().Be(RefusalCode.TooLong);
    }

    private static ImportRow[] Rows(ImportFormat format, string text)
    {
        var read = ImportReader.Read(File(format, Encoding.UTF8.GetBytes(text)), Limits);
        read.Refusal.Should().BeNull();
        return read.Value!;
    }

    private static ImportFile File(ImportFormat format, byte[] content) => new("file", format, content, ArticleKind.Faq, ArticleStatus.Published, null, "all");
}
