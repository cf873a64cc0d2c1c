using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace LiveChat.Unit.Deployment;

/// <summary>The files of <c>deploy/</c>, read as what runs them reads them.</summary>
internal static class Yaml
{
    public static string PathOf(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "deploy", .. parts]);

    /// <summary>The documents of a file, with what they merge in (<c>&lt;&lt;</c>).</summary>
    public static List<Dictionary<object, object>> Read(params string[] parts)
    {
        // What Docker Compose alone knows: that a value takes the place of another file's.
        var text = File.ReadAllText(PathOf(parts)).Replace("!override", "", StringComparison.Ordinal).Replace("!reset", "", StringComparison.Ordinal);
        using var reader = new StringReader(text);
        var parser = new MergingParser(new Parser(reader));
        var deserializer = new DeserializerBuilder().Build();
        List<Dictionary<object, object>> documents = [];
        parser.Consume<YamlDotNet.Core.Events.StreamStart>();
        while (parser.Accept<YamlDotNet.Core.Events.DocumentStart>(out _)) documents.Add(deserializer.Deserialize<Dictionary<object, object>>(parser));
        return documents;
    }

    /// <summary>What stands under these names, one below the other; null where there is nothing.</summary>
    public static object? At(this object? node, params string[] names) => names.Aggregate(node, (at, name) =>
        at is Dictionary<object, object> map ? map.GetValueOrDefault(name) : null);

    public static Dictionary<object, object> Map(this object? node) => node as Dictionary<object, object> ?? [];

    public static List<object> List(this object? node) => node as List<object> ?? [];

    /// <summary>The node and all below it.</summary>
    public static IEnumerable<object> All(object? node) => node switch
    {
        null => [],
        Dictionary<object, object> map => map.Values.SelectMany(All).Prepend(map),
        List<object> list => list.SelectMany(All).Prepend(list),
        _ => [node],
    };
}
