namespace LiveChat.LongRun;

public sealed class TrendTests
{
    [Fact]
    public void A_line_has_its_slope_and_nothing_else()
    {
        // From 99 to 101 in two hours: one per cent of the median in each.
        var trend = Trend.Of([.. Enumerable.Range(0, 41).Select(n => (TimeSpan.FromMinutes(3 * n), 99 + n * 0.05))]);

        trend.PerHour.Should().BeApproximately(0.01, 1e-9);
        trend.Low.Should().BeApproximately(0.01, 1e-9);
        trend.High.Should().BeApproximately(0.01, 1e-9);
    }

    [Fact]
    public void What_is_flat_but_noisy_is_flat_within_its_bounds()
    {
        var random = new Random(7);

        var trend = Trend.Of([.. Enumerable.Range(0, 120).Select(n => (TimeSpan.FromSeconds(15 * n), 100 + random.NextDouble()))]);

        trend.Low.Should().BeNegative();
        trend.High.Should().BePositive();
        trend.PerHour.Should().BeApproximately(0, 0.005);
    }

    [Fact]
    public void One_look_in_five_that_is_off_changes_little()
    {
        var trend = Trend.Of([.. Enumerable.Range(0, 100).Select(n => (TimeSpan.FromMinutes(n), n % 5 == 4 ? 500d : 100 + n / 60d))]);

        trend.PerHour.Should().BeApproximately(0.01, 0.002);
    }

    [Fact]
    public void A_leak_of_two_per_cent_an_hour_shows_through_the_noise_of_half_an_hour()
    {
        var random = new Random(7);

        var trend = Trend.Of([.. Enumerable.Range(0, 144).Select(n => (TimeSpan.FromSeconds(10 * n), 100 + n * 10 / 3600d * 2 + random.NextDouble() - 0.5))]);

        trend.Low.Should().BeGreaterThan(0.01);
    }

    [Fact]
    public void Of_four_looks_nothing_can_be_said()
    {
        var asking = () => Trend.Of([.. Enumerable.Range(0, 4).Select(n => (TimeSpan.FromMinutes(n), 1d))]);

        asking.Should().Throw<ArgumentException>();
    }
}
