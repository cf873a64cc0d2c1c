using System.Reflection;

namespace LiveChat.Runtime.Contracts;

/// <summary>What older processes of a cluster rely on stays as it is: docs/adr/0009-rolling-upgrades.md.</summary>
public sealed class CompatibilityTests
{
    private const string Gone = "gone ";
    private static readonly string[] Promised = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "contracts.txt")).Where(line => line.Length > 0 && line[0] != '#')];

    [Fact]
    public void What_was_promised_holds()
    {
        var now = ContractLines.Of(Assembly.Load("LiveChat.Grains.Interfaces"));
        // What a release takes over into contracts.txt.
        File.WriteAllLines(Path.Combine(AppContext.BaseDirectory, "contracts.now.txt"), now);
        var promised = Promised.Where(line => !line.StartsWith(Gone, StringComparison.Ordinal)).ToArray();
        promised.Except(now, StringComparer.Ordinal).Should().BeEmpty("processes of the last release rely on it");
    }

    [Fact]
    public void What_is_gone_never_comes_back_with_another_meaning()
    {
        var now = ContractLines.Of(Assembly.Load("LiveChat.Grains.Interfaces"));
        foreach (var gone in Promised.Where(line => line.StartsWith(Gone, StringComparison.Ordinal)).Select(line => line[Gone.Length..]))
            now.Should().NotContain(each => each.StartsWith(gone, StringComparison.Ordinal), "{0} was used by an earlier release", gone);
    }

    [Fact]
    public void A_name_a_number_and_a_type_each_make_another_line()
    {
        var lines = ContractLines.Of(typeof(CompatibilityTests).Assembly).Where(line => line.Contains("Compatible", StringComparison.Ordinal)).ToArray();
        lines.Should().Contain(["type CompatibleTrial", "member CompatibleTrial 000 String Name", "member CompatibleTrial 003 Int32[] Numbers"]);
    }

    [GenerateSerializer, Immutable, Alias("CompatibleTrial")]
    internal sealed record Trial([property: Id(0)] string Name, [property: Id(3)] int[] Numbers);
}
