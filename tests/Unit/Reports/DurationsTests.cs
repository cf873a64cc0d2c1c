using LiveChat.Reports;

namespace LiveChat.Unit.Reports;

public class DurationsTests
{
    [Fact]
    public void Buckets_follow_on_each_other_without_gaps_and_without_overlap()
    {
        var last = Durations.BucketOf(0L);
        last.Should().Be(0);
        for (long number = 1; number < 200_000; number++)
        {
            var bucket = Durations.BucketOf(number);
            (bucket - last).Should().BeInRange(0, 1);
            last = bucket;
        }
    }

    [Fact]
    public void The_middle_of_a_bucket_is_near_everything_in_it()
    {
        for (long number = 1; number < int.MaxValue; number += 1 + (number / 37))
            Math.Abs(Durations.MiddleOf(Durations.BucketOf(number)) - number).Should().BeLessThanOrEqualTo(number * 0.04);
    }

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(15, 15)]
    [InlineData(16, 16)]
    public void What_is_short_is_exact_and_what_went_backwards_took_no_time(long number, int bucket) => Durations.BucketOf(number).Should().Be(bucket);

    [Fact]
    public void What_is_longer_than_anything_is_in_the_last_bucket()
    {
        var longest = Durations.BucketOf(TimeSpan.MaxValue);
        longest.Should().Be(Durations.BucketOf((long)int.MaxValue)).And.BeLessThan(short.MaxValue);
        Durations.BucketOf(TimeSpan.MinValue).Should().Be(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Percentiles_of_parts_put_together_are_those_of_the_whole(int seed)
    {
        var random = new Random(seed);
        var all = Enumerable.Range(0, 2_000).Select(_ => (long)Math.Exp(random.NextDouble() * 15)).ToList();
        SortedDictionary<int, long> merged = [];
        foreach (var part in all.Chunk(190))
        {
            foreach (var number in part) merged[Durations.BucketOf(number)] = merged.GetValueOrDefault(Durations.BucketOf(number)) + 1;
        }
        all.Sort();
        foreach (var share in new[] { 0.1, 0.5, 0.9, 1 })
        {
            var exact = all[(int)Math.Ceiling(all.Count * share) - 1];
            Durations.Percentile(merged, share).Should().BeApproximately(exact, Math.Max(0.5, exact * 0.04), "{0} of them lie there", share);
        }
    }
}
