using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LiveChat.Silo.Hosting;

/// <summary>How the processes of a cluster find each other.</summary>
public enum ClusterMembership
{
    /// <summary>There is one process, which hosts grains and serves people; nobody can join it.</summary>
    Alone = 0,

    /// <summary>Silos of one machine, kept together by the first of them: for development and tests. With that one the cluster ends.</summary>
    Development = 1,

    /// <summary>By a Redis server, which <c>ConnectionStrings:Cluster</c> names.</summary>
    Redis = 2,

    /// <summary>By tables of the database, PostgreSQL or SQL Server.</summary>
    AdoNet = 3,
}

/// <summary>
/// The cluster that this process belongs to: section <c>Cluster</c>. All but <see cref="Membership"/>, <see cref="CallTimeout"/>
/// and <see cref="IdleAfter"/> is for builds on Orleans.
/// </summary>
public sealed class ClusterSettings
{
    /// <summary>The section's name.</summary>
    public const string Section = "Cluster";

    /// <summary>The own address of this machine only: for several processes on one.</summary>
    public const string Loopback = "loopback";

    /// <summary>The machine's first private IPv4 address (10/8, 172.16/12, 192.168/16).</summary>
    public const string Private = "private";

    /// <summary>What the host's name resolves to, as in a container or a pod; it listens on all addresses.</summary>
    public const string Container = "container";

    /// <summary>How the processes find each other.</summary>
    public ClusterMembership Membership { get; set; }

    /// <summary>The cluster's name: processes of one name are one cluster. A blue and a green cluster have two.</summary>
    public string ClusterId { get; set; } = "livechat";

    /// <summary>The product's name, the same for as long as its data lives.</summary>
    public string ServiceId { get; set; } = "livechat";

    /// <summary>Where others reach this silo: <c>loopback</c>, <c>private</c>, <c>container</c>, or an IP address.</summary>
    public string Address { get; set; } = Loopback;

    /// <summary>The TCP port for other silos.</summary>
    public int SiloPort { get; set; } = 11_111;

    /// <summary>The TCP port for fronts.</summary>
    public int GatewayPort { get; set; } = 30_000;

    /// <summary>With <see cref="ClusterMembership.Development"/>: the silo port of the first silo, which keeps the others together.</summary>
    public int PrimarySiloPort { get; set; } = 11_111;

    /// <summary>For a front: the gateways of silos as <c>address:port</c>, in place of asking the membership for them.</summary>
    public string[] Gateways { get; set; } = [];

    /// <summary>How long a silo may take to answer another's probe.</summary>
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>After so many probes without an answer a silo is dead to the one that asked.</summary>
    public int MissedProbes { get; set; } = 3;

    /// <summary>How often a silo reads the membership again, and says there that it lives.</summary>
    public TimeSpan MembershipRefresh { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a front asks which silos there are.</summary>
    public TimeSpan GatewayRefresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a call may wait for its answer, longer than a commit may take.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a grain that nothing uses stays in memory; the next call wakes it from the database.</summary>
    public TimeSpan IdleAfter { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a stopping silo may take to finish calls, end its grains and write what it has accepted.</summary>
    public TimeSpan DrainTime { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How often a front renews each stream that it follows; a silo forgets a follower after three of these.</summary>
    public TimeSpan StreamRenewal { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Reads and checks them: a process is made by them, long before its options are.</summary>
    /// <exception cref="OptionsValidationException">A setting could not work.</exception>
    public static ClusterSettings From(IConfiguration configuration)
    {
        var settings = configuration.GetSection(Section).Get<ClusterSettings>() ?? new();
        var outcome = new ClusterSettingsValidator().Validate(name: null, settings);
        return outcome.Succeeded ? settings : throw new OptionsValidationException(Section, typeof(ClusterSettings), outcome.Failures);
    }
}

/// <summary>Refuses settings under which no cluster could form, naming the one that is wrong.</summary>
internal sealed class ClusterSettingsValidator : IValidateOptions<ClusterSettings>
{
    private static readonly string[] NamedAddresses = [ClusterSettings.Loopback, ClusterSettings.Private, ClusterSettings.Container];

    public ValidateOptionsResult Validate(string? name, ClusterSettings options)
    {
        var errors = new List<string>();
        Require(Enum.IsDefined(options.Membership), nameof(options.Membership), "must be Alone, Development, Redis or AdoNet");
        Require(ActorEngine.CanCluster || options.Membership == ClusterMembership.Alone, nameof(options.Membership), $"must be Alone: this build, on the engine {ActorEngine.Name}, is one process. Build with ActorRuntime=Orleans for a cluster");
        Require(options.ClusterId.Length > 0, nameof(options.ClusterId), "must not be empty");
        Require(options.ServiceId.Length > 0, nameof(options.ServiceId), "must not be empty");
        Require(NamedAddresses.Contains(options.Address, StringComparer.OrdinalIgnoreCase) || IPAddress.TryParse(options.Address, out _), nameof(options.Address), "must be loopback, private, container or an IP address");
        Require(options.SiloPort is > 0 and <= 65_535, nameof(options.SiloPort), "must be 1 to 65535");
        Require(options.GatewayPort is > 0 and <= 65_535, nameof(options.GatewayPort), "must be 1 to 65535");
        Require(options.GatewayPort != options.SiloPort, nameof(options.GatewayPort), "must be another port than SiloPort");
        Require(options.PrimarySiloPort is > 0 and <= 65_535, nameof(options.PrimarySiloPort), "must be 1 to 65535");
        Require(Array.TrueForAll(options.Gateways, gateway => IPEndPoint.TryParse(gateway, out var at) && at.Port > 0), nameof(options.Gateways), "must be addresses with ports, such as 10.0.0.5:30000");
        Require(IsBetween(options.ProbeTimeout, 0.1, 60), nameof(options.ProbeTimeout), "must be 100 milliseconds to 1 minute");
        Require(options.MissedProbes is >= 1 and <= 20, nameof(options.MissedProbes), "must be 1 to 20");
        Require(IsBetween(options.MembershipRefresh, 1, 300), nameof(options.MembershipRefresh), "must be 1 second to 5 minutes");
        Require(IsBetween(options.GatewayRefresh, 0.5, 300), nameof(options.GatewayRefresh), "must be 500 milliseconds to 5 minutes");
        Require(IsBetween(options.CallTimeout, 1, 300), nameof(options.CallTimeout), "must be 1 second to 5 minutes");
        Require(IsBetween(options.IdleAfter, 5, 86_400), nameof(options.IdleAfter), "must be 5 seconds to 1 day");
        Require(IsBetween(options.DrainTime, 1, 600), nameof(options.DrainTime), "must be 1 second to 10 minutes");
        Require(IsBetween(options.StreamRenewal, 1, 300), nameof(options.StreamRenewal), "must be 1 second to 5 minutes");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Require(bool holds, string setting, string rule)
        {
            if (!holds) errors.Add($"The setting {ClusterSettings.Section}:{setting} {rule}.");
        }
    }

    private static bool IsBetween(TimeSpan value, double seconds, double most) =>
        value >= TimeSpan.FromSeconds(seconds) && value <= TimeSpan.FromSeconds(most);
}
