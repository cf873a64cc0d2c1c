namespace LiveChat.Benchmarks.Search;

/// <summary>Words as people use them: a few all the time, most hardly ever (Zipf), in the three languages.</summary>
internal sealed class Talk(int seed)
{
    private const int RareWords = 20_000;
    private const string Syllables = "ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su ta te ti to tu";
    private const string Letters = "單運費貨款訂退換寄送藥品優惠券會員積分帳號密碼發票統編地址電話信用卡付款方式時間客服營業保固維修尺寸顏色材質庫存預購門市取貨海外香港離島冷藏溫度保存期限處方成分劑量副作用";

    private static readonly string[] Common =
    [
        "order", "return", "refund", "shipping", "delivery", "payment", "card", "invoice", "account", "password", "member", "points", "coupon", "store", "hours", "price", "address", "size",
        "colour", "stock", "warranty", "repair", "gift", "exchange", "cancel", "track", "parcel", "overseas", "tax", "medicine",
    ];

    private readonly Random _random = new(seed);
    private readonly string[] _syllables = Syllables.Split(' ');

    /// <summary>Which of so many: the first far more often than the last.</summary>
    public int Place(int count) => (int)(Math.Pow(count, _random.NextDouble()) - 1);

    /// <summary>Any of so many, each as often.</summary>
    public int Any(int count) => _random.Next(count);

    /// <summary>An English sentence.</summary>
    public string English(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word()));

    /// <summary>A Chinese sentence.</summary>
    public string Chinese(int words) => string.Concat(Enumerable.Range(0, words).Select(at => Pair() + (at % 5 == 4 ? "，" : _random.Next(4) == 0 ? "的" : "")));

    private string Word()
    {
        var place = Place(RareWords);
        if (place < Common.Length) return Common[place];
        return string.Concat(_syllables[place % _syllables.Length], _syllables[place / 7 % _syllables.Length], _syllables[place / 61 % _syllables.Length], _syllables[place / 367 % _syllables.Length]);
    }

    private string Pair()
    {
        var place = Place(Letters.Length * Letters.Length);
        return $"{Letters[place % Letters.Length]}{Letters[place / Letters.Length]}";
    }
}
