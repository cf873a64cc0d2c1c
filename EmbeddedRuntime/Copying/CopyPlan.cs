namespace Orleans.Runtime;

/// <summary>How one type is copied; made once.</summary>
internal abstract class CopyPlan
{
    public abstract object Copy(object value, CopyContext context);
}

/// <summary>Never changes, or stands for something that must not be copied.</summary>
internal sealed class SamePlan : CopyPlan
{
    public static SamePlan Instance { get; } = new();

    public override object Copy(object value, CopyContext context) => value;
}

internal sealed class DelegatePlan(Func<object, CopyContext, object> copy) : CopyPlan
{
    public override object Copy(object value, CopyContext context) => copy(value, context);
}

/// <summary>What has been copied already, so that one object reached by two ways stays one, and a circle ends.</summary>
internal sealed class CopyContext
{
    private readonly Dictionary<object, object> _copies = new(ReferenceEqualityComparer.Instance);

    public object? Copy(object? value)
    {
        if (value is null) return null;
        if (!value.GetType().IsValueType && _copies.TryGetValue(value, out var known)) return known;
        return CopyPlans.Of(value.GetType()).Copy(value, this);
    }

    public void Remember(object value, object copy)
    {
        if (!value.GetType().IsValueType) _copies[value] = copy;
    }
}
