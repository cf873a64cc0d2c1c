namespace LiveChat.Browser;

/// <summary>Thrown by a test that cannot run on this machine; xunit reads the message's start.</summary>
internal static class Skip
{
    public static void Because(string reason) => throw new InvalidOperationException("$XunitDynamicSkip$" + reason);
}
