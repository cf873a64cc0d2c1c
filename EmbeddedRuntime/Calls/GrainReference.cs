using Orleans.CodeGeneration;

namespace Orleans.Runtime;

/// <summary>Stands for a grain wherever it is, or for an observer. Cheap to make and to pass on.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private IdSpan _key;
    private ICallTarget? _target;

    /// <summary>Called by generated code.</summary>
    protected GrainReference(GrainReferenceShared shared, IdSpan key)
    {
        Shared = shared;
        _key = key;
    }

    public GrainId GrainId => new(Shared.GrainType, _key);

    public GrainInterfaceType InterfaceType => Shared.InterfaceType;

    public virtual string InterfaceName => Shared.InterfaceType.ToString();

    internal GrainReferenceShared Shared { get; }

    internal IdSpan Key => _key;

    public virtual TGrainInterface Cast<TGrainInterface>() where TGrainInterface : IAddressable => (TGrainInterface)CastTo(typeof(TGrainInterface));

    public bool Equals(GrainReference? other) => other is not null && _key.Equals(other._key) && Shared.GrainType.Equals(other.Shared.GrainType);

    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    public override int GetHashCode() => GrainId.GetHashCode();

    public sealed override string ToString() => $"GrainReference:{GrainId}:{InterfaceType}";

    public static bool operator ==(GrainReference? left, GrainReference? right) => left is null ? right is null : left.Equals(right);
    public static bool operator !=(GrainReference? left, GrainReference? right) => !(left == right);

    /// <summary>A new request; called by generated code.</summary>
    protected TInvokable GetInvokable<TInvokable>() where TInvokable : new() => new();

    /// <summary>Sends a request that has no answer.</summary>
    protected void Invoke(IRequest methodDescription) => Shared.Sender.Post(this, (RequestBase)methodDescription);

    /// <summary>Sends a request and answers when it is done.</summary>
    protected ValueTask InvokeAsync(IRequest methodDescription) => Shared.Sender.Send(this, (RequestBase)methodDescription);

    protected ValueTask<T> InvokeAsync<T>(IRequest methodDescription) => Shared.Sender.Send<T>(this, (RequestBase)methodDescription);

    /// <summary>A copy of this reference for another key: made without a constructor call, which only the generated type has.</summary>
    internal GrainReference WithKey(IdSpan key)
    {
        var copy = (GrainReference)MemberwiseClone();
        copy._key = key;
        copy._target = null;
        return copy;
    }

    internal object CastTo(Type interfaceType) => interfaceType.IsInstanceOfType(this) ? this : Shared.Sender.References.Of(interfaceType, GrainId);

    /// <summary>Hands the request to whatever serves this grain now; a target that has gone refuses, and is looked up anew.</summary>
    internal void Deliver(RequestBase request)
    {
        var target = _target;
        while (target is null || !target.TryEnqueue(request))
            _target = target = Shared.Sender.Locate(this);
    }
}

/// <summary>What all references of one interface to one kind of grain have in common.</summary>
public class GrainReferenceShared
{
    internal GrainReferenceShared(GrainType grainType, GrainInterfaceType interfaceType, CallSender sender)
    {
        GrainType = grainType;
        InterfaceType = interfaceType;
        Sender = sender;
    }

    public GrainType GrainType { get; }

    public GrainInterfaceType InterfaceType { get; }

    public InvokeMethodOptions InvokeMethodOptions => InvokeMethodOptions.None;

    internal CallSender Sender { get; }
}

/// <summary>What takes calls: an activation, the workers of a stateless grain, an observer.</summary>
internal interface ICallTarget
{
    /// <returns>False when it no longer takes calls, so that another has to be found.</returns>
    bool TryEnqueue(RequestBase request);
}
