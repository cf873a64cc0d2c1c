using LiveChat.WebFront.Endpoints;

namespace LiveChat.WebFront.Tests.Endpoints;

public class CsvTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData(null, "\"\"")]
    [InlineData("a,b;c", "\"a,b;c\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"")]
    [InlineData("+886 2", "\"'+886 2\"")]
    [InlineData("-1", "\"-1\"")]
    [InlineData("-12.5", "\"-12.5\"")]
    [InlineData("-1.5.1", "\"'-1.5.1\"")]
    [InlineData("-1+1", "\"'-1+1\"")]
    [InlineData("-.", "\"'-.\"")]
    [InlineData("-", "\"'-\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("1=1", "\"1=1\"")]
    public void No_cell_breaks_out_and_none_is_a_formula(string? text, string cell) => Csv.Row(text).Should().Be(cell + "\r\n");

    [Fact]
    public void Cells_stand_in_a_row() => Csv.Row("a", null, "b").Should().Be("\"a\",\"\",\"b\"\r\n");
}
