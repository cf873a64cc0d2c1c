namespace LiveChat.Desks;

/// <summary>How a widget is set until somebody sets it.</summary>
internal static class WidgetDefaults
{
    public static WidgetSettings Settings { get; } = new(
        null,
        new(StringComparer.Ordinal)
        {
            ["zh-Hant"] = "你好，需要什麼幫忙？",
            ["zh-Hans"] = "你好，需要什么帮助？",
            ["en"] = "Hello! How can we help?",
        },
        new(StringComparer.Ordinal)
        {
            ["zh-Hant"] = ["退貨政策是什麼？", "運送需要多久？", "有哪些付款方式？"],
            ["zh-Hans"] = ["退货政策是什么？", "配送需要多久？", "有哪些付款方式？"],
            ["en"] = ["What is your return policy?", "How long does delivery take?", "Which ways to pay are there?"],
        },
        new(false, false, false, false),
        true);
}
