using LiveChat.Queues;

namespace LiveChat.Unit.Queues;

public sealed class QueueOptionsTests
{
    private static readonly QueueOptionsValidator Validator = new();

    [Fact]
    public void The_defaults_hold() => Validator.Validate(null, new QueueOptions()).Succeeded.Should().BeTrue();

    [Fact]
    public void A_bad_setting_is_named()
    {
        Refused(new() { OfferTimeout = TimeSpan.Zero }).Should().StartWith("Queues:OfferTimeout is 00:00:00; it must be more than 0");
        Refused(new() { DeclineCoolDown = TimeSpan.FromSeconds(-1) }).Should().StartWith("Queues:DeclineCoolDown is -00:00:01; it must be 0 or more");
        Refused(new() { PresenceGrace = TimeSpan.FromDays(2) }).Should().StartWith("Queues:PresenceGrace is");
        Refused(new() { UrgencyHeadStart = TimeSpan.FromMinutes(-5) }).Should().StartWith("Queues:UrgencyHeadStart is");
        Refused(new() { LapsesUntilAside = 0 }).Should().StartWith("Queues:LapsesUntilAside is 0");
        Refused(new() { LostRepeat = TimeSpan.Zero }).Should().StartWith("Queues:LostRepeat is");
        Refused(new() { SettleTime = TimeSpan.Zero }).Should().StartWith("Queues:SettleTime is");
        Refused(new() { SweepEvery = TimeSpan.Zero }).Should().StartWith("Queues:SweepEvery is");
        Refused(new() { WakeUpEvery = TimeSpan.Zero }).Should().StartWith("Queues:WakeUpEvery is");
        Refused(new() { AsideFor = TimeSpan.Zero }).Should().StartWith("Queues:AsideFor is");
        Refused(new() { AvailabilityLease = TimeSpan.Zero }).Should().StartWith("Queues:AvailabilityLease is");
        Refused(new() { PlacesEvery = TimeSpan.Zero }).Should().StartWith("Queues:PlacesEvery is");
        Refused(new() { DeskEvery = TimeSpan.Zero }).Should().StartWith("Queues:DeskEvery is");
    }

    private static string Refused(QueueOptions options)
    {
        var result = Validator.Validate(null, options);
        result.Failed.Should().BeTrue();
        return result.FailureMessage!;
    }
}
