using System.Diagnostics.Metrics;
using LiveChat.Metrics;

namespace LiveChat.WebFront.Safety;

/// <summary>What operators see of refusals.</summary>
internal static class RefusalMetrics
{
    private static readonly Counter<long> Refusals = LiveChatMeter.Meter.CreateCounter<long>(
        "livechat.refusals", "{refusal}", "What callers were refused, by code and by where they asked: hub, plain, rest.");

    /// <summary>A caller was refused.</summary>
    public static void Refused(string code, string surface) => Refusals.Add(1, new("code", code), new("surface", surface));
}
