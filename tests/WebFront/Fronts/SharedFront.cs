namespace LiveChat.WebFront.Tests.Fronts;

/// <summary>One front for all tests of a class, with settings of its own.</summary>
public abstract class SharedFront(params string[] settings) : IAsyncLifetime
{
    public RunningFront Front { get; private set; } = null!;

    public async Task InitializeAsync() => Front = await RunningFront.Start(settings);

    public async Task DisposeAsync() => await Front.DisposeAsync();
}

/// <summary>A front as anybody gets it.</summary>
public sealed class UsualFront() : SharedFront();
