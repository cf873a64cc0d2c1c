using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveChat.Metrics;
using LiveChat.WebFront.Hosting;

namespace LiveChat.WebFront.Tests.Metrics;

/// <summary>What is drawn and what wakes people stands on figures that there are.</summary>
public sealed partial class DashboardTests
{
    private static readonly string Deploy = Path.Combine(Root(), "deploy");

    [Fact]
    public Task The_alerts_are_of_the_form_that_Prometheus_takes() => Prometheus.Tool("check", "rules", Path.Combine(Deploy, "prometheus", "alerts.yml"));

    [Fact]
    public Task The_alerts_fire_when_they_should_and_not_before() => Prometheus.Tool("test", "rules", Path.Combine(Deploy, "prometheus", "alerts.test.yml"));

    [Theory]
    [InlineData("prometheus/alerts.yml")]
    [InlineData("grafana/dashboards/livechat.json")]
    public void Every_figure_that_is_asked_for_is_measured(string file)
    {
        var asked = OurNames().Matches(File.ReadAllText(Path.Combine(Deploy, file))).Select(match => match.Value).Distinct().ToArray();
        var measured = Measured().Select(name => name.Replace('.', '_')).ToArray();

        asked.Should().NotBeEmpty();
        asked.Where(name => !Array.Exists(measured, known => name.StartsWith(known, StringComparison.Ordinal))).Should().BeEmpty();
    }

    [Fact]
    public void Every_figure_of_ours_is_drawn()
    {
        var dashboard = File.ReadAllText(Path.Combine(Deploy, "grafana", "dashboards", "livechat.json"));
        using var _ = JsonDocument.Parse(dashboard);

        Measured().Where(name => !dashboard.Contains(name.Replace('.', '_'), StringComparison.Ordinal)).Should().BeEmpty();
    }

    /// <summary>The names of all instruments of ours: each noun's stand in a class of its own.</summary>
    private static List<string> Measured()
    {
        var names = new List<string>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter == LiveChatMeter.Meter) names.Add(instrument.Name); } };
        foreach (var metrics in new[] { typeof(LiveChatMeter).Assembly, typeof(LiveChat.Silo.Composition.LiveChatSilo).Assembly, typeof(Front).Assembly }
            .SelectMany(assembly => assembly.GetTypes()).Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
            RuntimeHelpers.RunClassConstructor(metrics.TypeHandle);
        listener.Start();
        names.Should().HaveCountGreaterThan(10);
        return names;
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "LiveChat.sln"))) at = at.Parent ?? throw new InvalidOperationException("LiveChat.sln is not above the tests.");
        return at.FullName;
    }

    [GeneratedRegex("livechat_[a-z_]+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OurNames();
}
