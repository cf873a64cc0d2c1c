namespace Orleans.Runtime;

internal static class DetachedTimer
{
    /// <summary>A timer that does not take the caller's execution context, and with it a request or a user, along for its life.</summary>
    public static ITimer CreateDetachedTimer(this TimeProvider time, TimerCallback callback, object state, TimeSpan due, TimeSpan period)
    {
        var suppress = !ExecutionContext.IsFlowSuppressed();
        if (suppress) ExecutionContext.SuppressFlow();
        try
        {
            return time.CreateTimer(callback, state, due, period);
        }
        finally
        {
            if (suppress) ExecutionContext.RestoreFlow();
        }
    }
}
