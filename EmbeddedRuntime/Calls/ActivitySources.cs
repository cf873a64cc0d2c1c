namespace Orleans.Diagnostics;

/// <summary>The names under which the engine tells of its work to whoever traces.</summary>
public static class ActivitySources
{
    /// <summary>Calls of the application's grains.</summary>
    public const string ApplicationGrainActivitySourceName = "Microsoft.Orleans.Application";
}
