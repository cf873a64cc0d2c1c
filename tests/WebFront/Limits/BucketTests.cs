using LiveChat.Testing;
using LiveChat.WebFront.Limits;
using Microsoft.Extensions.Options;

namespace LiveChat.WebFront.Tests.Limits;

public class BucketTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Gives_its_burst_and_then_its_rate()
    {
        var bucket = new Bucket(new(10, 5), _clock);
        for (var i = 0; i < 5; i++) bucket.TryTake().Should().BeTrue();
        bucket.TryTake(out var retryAfter).Should().BeFalse();
        retryAfter.Should().Be(TimeSpan.FromMilliseconds(100));

        _clock.Advance(retryAfter);
        bucket.TryTake().Should().BeTrue();
        bucket.TryTake().Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 5; i++) bucket.TryTake().Should().BeTrue();
        bucket.TryTake().Should().BeFalse();
    }

    [Fact]
    public void What_is_refused_costs_nothing()
    {
        var bucket = new Bucket(new(1, 1), _clock);
        bucket.TryTake();
        for (var i = 0; i < 100; i++) bucket.TryTake().Should().BeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        bucket.TryTake().Should().BeTrue();
    }

    [Fact]
    public async Task Many_at_once_get_no_more_than_there_is()
    {
        var bucket = new Bucket(new(1, 1000), _clock);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Count(_ => bucket.TryTake()))));
        taken.Sum().Should().Be(1000);
    }

    [Fact]
    public void Each_key_has_its_own_and_an_attack_with_many_keys_takes_bounded_memory()
    {
        var buckets = new Buckets(new(1, 1), _clock);
        buckets.Of("one").TryTake().Should().BeTrue();
        buckets.Of("one").TryTake().Should().BeFalse();
        buckets.Of("other").TryTake().Should().BeTrue();
        for (var i = 0; i < 300_000; i++) buckets.Of($"key {i}").TryTake();
        buckets.Count.Should().BeLessThanOrEqualTo(200_000);
        buckets.Of("one").TryTake().Should().BeFalse("who is limited stays so, however many come");

        _clock.Advance(TimeSpan.FromSeconds(2));
        buckets.Of("a new one").TryTake().Should().BeTrue();
        buckets.Count.Should().BeLessThan(10, "those that are full again are let go");
    }

    [Fact]
    public void Those_who_come_once_leave_nothing_behind()
    {
        var buckets = new Buckets(new(1, 1), _clock);
        for (var i = 0; i < 50_000; i++)
        {
            buckets.Of($"passer-by {i}").TryTake().Should().BeTrue();
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        buckets.Count.Should().BeLessThan(2_000);
    }

    [Theory]
    [InlineData("SendsPerUser", 0, 1)]
    [InlineData("SendsPerUser", double.NaN, 1)]
    [InlineData("FramesPerSocket", 1, 0)]
    public void Settings_that_make_no_sense_are_named(string setting, double perSecond, int burst)
    {
        var options = new RateLimitOptions();
        typeof(RateLimitOptions).GetProperty(setting)!.SetValue(options, new Rate(perSecond, burst));
        var result = new RateLimitOptionsValidator().Validate(null, options);
        result.Failed.Should().BeTrue();
        result.FailureMessage.Should().Contain($"RateLimits:{setting}");
    }

    [Fact]
    public void The_defaults_make_sense() => new RateLimitOptionsValidator().Validate(null, new()).Should().Be(ValidateOptionsResult.Success);
}
