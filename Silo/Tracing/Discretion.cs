using System.Diagnostics;
using OpenTelemetry;

namespace LiveChat.Silo.Tracing;

/// <summary>Takes out of a span what may hold a token or people's words: addresses' queries, and the text of statements' faults.</summary>
internal sealed class Discretion : BaseProcessor<Activity>
{
    private static readonly string[] Withheld = ["url.query", "url.full", "http.url", "http.target", "db.statement.parameters", "exception.message", "exception.stacktrace"];

    public override void OnEnd(Activity data)
    {
        foreach (var tag in Withheld)
        {
            if (data.GetTagItem(tag) is not null) data.SetTag(tag, null);
        }
    }
}
