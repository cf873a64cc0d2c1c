using System.Globalization;
using LiveChat.Reports;

namespace LiveChat.Unit.Reports;

public class ReportOptionsTests
{
    [Theory]
    [InlineData("Asia/Taipei", "2026-11-20T10:00:00Z", "2026-11-19T16:00:00Z")]
    [InlineData("Asia/Taipei", "2026-11-20T16:00:00Z", "2026-11-20T16:00:00Z")]
    [InlineData("UTC", "2026-11-20T23:59:59Z", "2026-11-20T00:00:00Z")]
    [InlineData("America/New_York", "2026-03-08T12:00:00Z", "2026-03-08T05:00:00Z")]
    [InlineData("America/Santiago", "2026-09-06T12:00:00Z", "2026-09-06T04:00:00Z")] // there the clock is put forward at midnight
    public void A_day_begins_at_midnight_in_the_operators_zone(string zone, string moment, string begin) =>
        new ReportOptions { TimeZone = zone }.DayOf(At(moment)).Should().Be(At(begin));

    [Fact]
    public void A_zone_that_nobody_knows_is_named()
    {
        new ReportOptionsValidator().Validate(null, new() { TimeZone = "Mars/Olympus" }).FailureMessage.Should().Contain("Reports:TimeZone");
        new ReportOptionsValidator().Validate(null, new()).Succeeded.Should().BeTrue();
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
