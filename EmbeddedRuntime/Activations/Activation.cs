using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>
/// One active grain: its instance, the calls that wait for it, and the scheduler on which all of its code runs.
/// The lock on itself guards the queues and the stage; no user code runs under it.
/// </summary>
internal sealed partial class Activation(GrainKind kind, IdSpan key) : TaskScheduler, IGrainContext, ICallTarget, IThreadPoolWorkItem
{
    [ThreadStatic] private static Activation? s_beingBuilt;

    private object? _instance;
    private GrainReference? _reference;
    private IServiceScope? _scope;
    private Extras? _extras;

    /// <summary>The activation whose turn the calling code runs in.</summary>
    public static new Activation? Current => TaskScheduler.Current as Activation;

    /// <summary>The activation whose grain is being constructed on this thread.</summary>
    public static Activation? BeingBuilt => s_beingBuilt;

    public GrainKind Kind => kind;

    public Silo Silo => kind.Silo;

    public GrainId GrainId => new(kind.Type, key);

    public IdSpan Key => key;

    public object? GrainInstance => _instance;

    public GrainReference GrainReference => _reference ??= Silo.Sender.References.Of(Manifest.Current.FirstInterfaceOf(kind.Type), GrainId);

    public IServiceProvider ActivationServices => (_scope ??= Silo.Services.CreateScope()).ServiceProvider;

    public Task Deactivated
    {
        get
        {
            lock (this) return _stage == ActivationStage.Gone ? Task.CompletedTask : Rare.Gone.Task;
        }
    }

    public object? GetTarget() => _instance;

    public object? GetComponent(Type componentType) => componentType.IsInstanceOfType(_instance) ? _instance : null;

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public override string ToString() => $"[Activation {GrainId} {_stage}]";

    /// <summary>What few activations have, so that the others need no room for it. Its parts are under the lock, but for those that only turns touch.</summary>
    private Extras Rare => _extras ?? Interlocked.CompareExchange(ref _extras, new Extras(), null) ?? _extras;

    private sealed class Extras
    {
        public readonly TaskCompletionSource Gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public readonly List<GrainTimer> Timers = [];
        public readonly Dictionary<Guid, int> ReentrantSections = [];
        public readonly Dictionary<Guid, StreamConsumer> Consumers = [];
        public readonly List<PersistentState> States = [];
        public long KeepUntil;
    }
}

internal enum ActivationStage : byte
{
    Created,
    Activating,
    Active,
    Deactivating,
    Gone,
}
