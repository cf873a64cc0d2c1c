namespace LiveChat.Testing;

/// <summary>What people ask about the demo's articles: every index must find the same.</summary>
public static class DemoQuestions
{
    /// <summary>A question, and the title of the article that answers it.</summary>
    public static (string Question, string Title)[] Answered { get; } =
    [
        ("How much do you charge for delivery?", "How much is shipping?"),
        ("when will my parcel arrive", "How long does delivery take?"),
        ("where is my package", "How do I track my order?"),
        ("I want to send something back", "How do I return an item?"),
        ("can you ship to Singapore", "Do you ship overseas?"),
        ("my bottle arrived broken", "What if an item arrives damaged or wrong?"),
        ("I need an invoice with my company tax number", "How do I get an invoice?"),
        ("Can I pay with PayPal?", "Which payment methods do you accept?"),
        ("my card was declined", "What can I do when a payment fails?"),
        ("what time do you open on weekends", "What are your opening hours?"),
        ("i forgot my password", "I forgot my password. What now?"),
        ("do you have a membership discount", "What are the membership levels and benefits?"),
        ("運費多少錢", "運費怎麼算？"),
        ("幾天會到貨？", "多久可以收到貨？"),
        ("我想退貨", "如何退貨？"),
        ("退款要等多久", "退款什麼時候會到帳？"),
        ("收到的藥破損了", "收到的商品損壞或寄錯了怎麼辦？"),
        ("可以刷信用卡嗎", "有哪些付款方式？"),
        ("發票要打統編", "如何開立發票？"),
        ("你們幾點營業", "客服的服務時間是什麼時候？"),
        ("忘記密碼了", "忘記密碼怎麼辦？"),
        ("处方药怎么购买", "处方药怎么买？"),
        ("运费多少钱", "运费怎么算？"),
        ("我要退货", "如何退货？"),
        ("可以送到香港吗", "可以送到海外吗？"),
        ("积分什么时候到期", "积分怎么累积和使用？"),
        ("药品要放冰箱吗", "药品应该怎么保存？"),
        ("你们营业时间是几点", "客服的服务时间是什么时候？"),
    ];

    /// <summary>Questions that no article answers.</summary>
    public static string[] Unanswered { get; } =
    [
        "Who won the football world championship?",
        "Write me a poem about the sea",
        "What is the capital of France?",
        "今天天氣好嗎",
        "你覺得誰會當選總統",
        "帮我写一首诗",
        "明天会下雨吗",
        "asdf qwer zxcv",
    ];

    /// <summary>Text that looks like a query language.</summary>
    public static string[] Syntax { get; } =
    [
        "\" OR 1=1 --",
        "refund AND NOT (shipping*)",
        "question:* ^2 ~ [a TO z] \\",
        "'; DROP TABLE faq; --",
        "\0\ud800",
        "\"",
        "AND",
        "*",
        "-",
        "運",
        "😀",
        "NEAR(refund shipping)",
        "{title}: refund",
        "%_\\",
        "貨 OR 退",
    ];
}
