using System.Collections.Concurrent;
using System.Net;
using System.Numerics;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>The plan of every type that has one.</summary>
internal static class CopyPlans
{
    private static readonly ConcurrentDictionary<Type, CopyPlan> Plans = new();

    private static readonly HashSet<Type> Unchanging =
    [
        typeof(string), typeof(decimal), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Uri), typeof(Version), typeof(Half), typeof(Int128), typeof(UInt128), typeof(BigInteger), typeof(System.Text.Rune), typeof(CancellationToken),
        typeof(IPAddress), typeof(IPEndPoint), typeof(System.Globalization.CultureInfo), typeof(DBNull),
        typeof(IdSpan), typeof(GrainId), typeof(GrainType), typeof(GrainInterfaceType), typeof(StreamId),
    ];

    /// <exception cref="CodecNotFoundException">The type cannot cross a grain or stream boundary.</exception>
    public static CopyPlan Of(Type type) => Plans.GetOrAdd(type, Make);

    private static CopyPlan Make(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || Unchanging.Contains(type) || typeof(Type).IsAssignableFrom(type)) return SamePlan.Instance;
        if (typeof(GrainReference).IsAssignableFrom(type) || typeof(Streams.IAsyncStream).IsAssignableFrom(type) || IsHandle(type)) return SamePlan.Instance;
        if (typeof(IGrainBase).IsAssignableFrom(type)) throw new CodecNotFoundException($"{type} is a grain: hand out this.AsReference<T>(), never the grain itself.");
        if (typeof(IGrainObserver).IsAssignableFrom(type)) throw new CodecNotFoundException($"{type} is an observer: hand out what CreateObjectReference returns, never the object itself.");
        if (type.IsArray) return ArrayPlans.Of(type);
        if (typeof(Exception).IsAssignableFrom(type)) return new ExceptionPlan(type);
        if (type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)) return new MemberPlan(type);
        if (type == typeof(object)) return new DelegatePlan(static (_, _) => new object());
        if (CollectionPlans.Of(type) is { } plan) return plan;
        throw new CodecNotFoundException($"{type} cannot cross a grain or stream boundary: it lacks [GenerateSerializer], and no codec is known for it.");
    }

    private static bool IsHandle(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
            if (level.IsGenericType && level.GetGenericTypeDefinition() == typeof(Streams.StreamSubscriptionHandle<>)) return true;
        return false;
    }
}
