namespace LiveChat.Runtime;

internal static class Eventually
{
    /// <summary>Asks until the answer is yes, or patience ends.</summary>
    public static async Task Holds(Func<Task<bool>> question)
    {
        using var patience = new CancellationTokenSource(TestCluster.Patience);
        while (!await question()) await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
    }
}
