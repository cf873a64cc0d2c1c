namespace LiveChat.Runtime.Parity;

/// <summary>
/// The embedded engine is a strict subset of Orleans: each public or protected member of it stands in Orleans' listing, in the
/// block of the same type, letter for letter. The listing is orleans-10.4-api.txt beside the tests, the blocks of our types alone;
/// refresh-api-listing.sh takes them from a full one.
/// </summary>
public sealed class ParityTests
{
    private static readonly Dictionary<string, HashSet<string>> Orleans = Read();

    public static TheoryData<string> PublicTypes => [.. Types.Select(ApiListing.FullName)];

    private static IEnumerable<Type> Types => typeof(Grain).Assembly.GetExportedTypes()
        .Where(each => each.Namespace!.StartsWith("Orleans", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void Every_public_member_is_one_of_Orleans(string name)
    {
        Orleans.Should().ContainKey(name, "the engine may add no type to Orleans' namespaces");
        var ours = ApiListing.Members(Types.Single(each => ApiListing.FullName(each) == name));
        ours.Except(Orleans[name]).Should().BeEmpty("{0} has no such members in Orleans", name);
    }

    [Fact]
    public void Nothing_public_lies_outside_Orleans_namespaces_but_how_hosts_begin() =>
        typeof(Grain).Assembly.GetExportedTypes().Except(Types).Select(each => each.FullName).Should().BeEquivalentTo(
            "Microsoft.Extensions.Hosting.OrleansSiloGenericHostExtensions", "Microsoft.Extensions.Hosting.OrleansClientGenericHostExtensions");

    private static Dictionary<string, HashSet<string>> Read()
    {
        var blocks = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        HashSet<string>? block = null;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "orleans-10.4-api.txt")))
        {
            if (line.StartsWith('[')) blocks[NameOf(line)] = block = blocks.GetValueOrDefault(NameOf(line)) ?? new(StringComparer.Ordinal);
            else if (line.Length > 0) block!.Add(line.Trim());
        }
        return blocks;
    }

    /// <summary>"[Assembly] sealed class Name.Space.Type&lt;T&gt; : bases" has its name before the colon, from the first Orleans on.</summary>
    private static string NameOf(string header)
    {
        var colon = header.IndexOf(" : ", StringComparison.Ordinal);
        var head = colon < 0 ? header : header[..colon];
        return head[head.IndexOf("Orleans.", head.IndexOf(']', StringComparison.Ordinal), StringComparison.Ordinal)..].Trim();
    }
}
