using Microsoft.Extensions.Configuration;

namespace LiveChat.WebFront.Auth;

/// <summary>The users of the demo, who sign in by naming themselves: for development only (<c>Demo:Enabled</c>).</summary>
internal sealed class DemoUsers(IConfiguration configuration, IHostEnvironment environment)
{
    private static readonly string[] Ids = ["b1", "b2", "m1", "m2", "m3", "p1", "a1"];

    /// <summary>Their ids.</summary>
    public static IReadOnlyList<string> All => Ids;

    /// <summary>Whether there are any.</summary>
    public bool Enabled { get; } = configuration.GetValue("Demo:Enabled", environment.IsDevelopment());

    /// <summary>Whether the id is one of them.</summary>
    public static bool Contains(string? userId) => Array.IndexOf(Ids, userId) >= 0;
}
