using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LiveChat.Accounts;
using LiveChat.Desks;
using LiveChat.Knowledge;

namespace LiveChat.Silo.Demo;

/// <summary>The people, desks and articles of the demo.</summary>
internal static partial class DemoData
{
    /// <summary>The hash of the password that all demo users have, <c>livechat-demo</c>; made beforehand, for hashing is slow on purpose.</summary>
    public const string PasswordHash = "AQAAAAIAAYagAAAAEJAXk16zB7iGFi54Bp+8MmA34EJz2WFUDDgtK9kimEf40u+FzRTFaEUkIatZg14pzw==";

    /// <summary>Written last: where it stands, the rest does too.</summary>
    public static Desk LastDesk { get; } = new("platform", "官方客服");

    public static User[] Users { get; } =
    [
        new("b1", "保安堂药房", UserRole.Customer, []),
        new("b2", "异世界药局", UserRole.Customer, []),
        new("m1", "保和堂医药集团", UserRole.Agent, ["m1"]),
        new("m2", "阿纳斯蒂制药", UserRole.Agent, ["m2"]),
        new("m3", "梅迪西斯制药", UserRole.Agent, ["m3"]),
        new("p1", "官方客服", UserRole.Agent, ["platform"]),
        new("a1", "管理员", UserRole.Admin, []),
    ];

    public static Desk[] Desks { get; } =
    [
        new("m1", "保和堂医药集团"),
        new("m2", "阿纳斯蒂制药"),
        new("m3", "梅迪西斯制药"),
        LastDesk,
    ];

    /// <summary>The articles, with ids that are the same each time.</summary>
    public static Article[] Articles(DateTimeOffset now)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream("demo/faq.json")!;
        var categories = JsonSerializer.Deserialize(file, DemoJson.Default.DemoCategoryArray)!;
        return [.. categories.SelectMany(category => category.Entries, (category, entry) => ToArticle(category, entry, now))];
    }

    private static Article ToArticle(DemoCategory category, DemoEntry entry, DateTimeOffset now) => new(
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Language} {entry.Question}")).AsSpan(0, 16), bigEndian: true),
        1, ArticleKind.Faq, ArticleStatus.Published, entry.Question, entry.Answer, entry.Language, category.Category,
        [.. entry.Keywords.Split(' ', StringSplitOptions.RemoveEmptyEntries)], "", "", now, now);

    internal sealed record DemoCategory(string Category, DemoEntry[] Entries);

    internal sealed record DemoEntry(string Language, string Question, string Answer, string Keywords);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(DemoCategory[]))]
    internal sealed partial class DemoJson : JsonSerializerContext;
}
