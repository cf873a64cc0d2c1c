using System.Net;
using LiveChat.Silo.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LiveChat.Unit.Hosting;

/// <summary>What cannot work stops the program, and is named.</summary>
public sealed class ClusterSettingsTests
{
    [Fact]
    public void Without_a_setting_the_process_is_alone() => From().Membership.Should().Be(ClusterMembership.Alone);

    [Theory]
    [InlineData("ClusterId", "")]
    [InlineData("ServiceId", "")]
    [InlineData("Address", "somewhere")]
    [InlineData("SiloPort", "0")]
    [InlineData("SiloPort", "70000")]
    [InlineData("GatewayPort", "11111")]
    [InlineData("PrimarySiloPort", "-1")]
    [InlineData("Gateways:0", "10.0.0.5")]
    [InlineData("Gateways:0", "silo:30000")]
    [InlineData("ProbeTimeout", "00:00:00.05")]
    [InlineData("MissedProbes", "0")]
    [InlineData("MembershipRefresh", "00:00:00")]
    [InlineData("GatewayRefresh", "-00:00:01")]
    [InlineData("CallTimeout", "00:00:00.5")]
    [InlineData("IdleAfter", "00:00:01")]
    [InlineData("IdleAfter", "2.00:00:00")]
    [InlineData("DrainTime", "1:00:00")]
    [InlineData("StreamRenewal", "00:00:00")]
    public void What_cannot_work_is_refused_by_its_name(string setting, string value)
    {
        var reading = () => From((setting, value));
        reading.Should().Throw<OptionsValidationException>().WithMessage($"*Cluster:{setting.Split(':')[0]} *");
    }

    [Fact]
    public void Only_an_engine_that_can_be_a_cluster_takes_one()
    {
        var reading = () => From(("Membership", "Redis"));
        var canCluster = ActorEngine.CanCluster;
        if (canCluster) reading().Membership.Should().Be(ClusterMembership.Redis);
        else reading.Should().Throw<OptionsValidationException>().WithMessage("*Cluster:Membership must be Alone*ActorRuntime=Orleans*");
    }

    [Theory]
    [InlineData("loopback")]
    [InlineData("Private")]
    [InlineData("container")]
    [InlineData("10.1.2.3")]
    [InlineData("fd00::7")]
    public void Addresses_are_words_or_numbers(string address) => From(("Address", address)).Address.Should().Be(address);

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("192.168.7.7", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.169.0.1", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("127.0.0.1", false)]
    public void Private_addresses_are_those_that_are_never_routed(string address, bool expected) =>
        ClusterAddress.IsPrivate(IPAddress.Parse(address)).Should().Be(expected);

    [Fact]
    public void A_literal_address_and_the_loopback_are_followed_as_they_are()
    {
        ClusterAddress.Of(new() { Address = "10.1.2.3" }).Should().Be(IPAddress.Parse("10.1.2.3"));
        ClusterAddress.Of(new()).Should().Be(IPAddress.Loopback);
    }

    private static ClusterSettings From(params (string Setting, string Value)[] settings) => ClusterSettings.From(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(each => KeyValuePair.Create<string, string?>($"Cluster:{each.Setting}", each.Value)))
        .Build());
}
